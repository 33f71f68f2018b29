import { Readable } from 'node:stream';
import { AudioPlayerStatus, AudioResource, createAudioPlayer } from '@discordjs/voice';
import type { AudioPlayer } from '@discordjs/voice';
import type { OpusPackets } from '../../core/audio/audio.ts';
import type { Playback } from '../../core/audio/voice.ts';

/** A second of sound ahead: a disk or a network may hesitate for that long unheard. */
const packetsAhead = 50;
/** Silence is sent for this many packets (5 s) where none comes; a source that is slower than that has failed. */
const patientPackets = 250;
/** What Discord asks for at the end of speech, so that clients do not interpolate beyond it. */
const silencePackets = 5;

/** The library wants Buffers; this is another view of the same bytes. */
const asBuffer = (packet: Uint8Array): Buffer =>
  Buffer.isBuffer(packet) ? packet : Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);

/** Reads ahead of the player, and leaves the packets' loop when it is destroyed. */
const streamOf = (packets: OpusPackets): Readable => {
  const iterator = packets[Symbol.asyncIterator]();
  const fill = async (stream: Readable): Promise<void> => {
    for (let wantsMore = true; wantsMore;) {
      const next = await iterator.next();
      if (stream.destroyed) return;
      wantsMore = stream.push(next.done === true ? null : asBuffer(next.value)) && next.done !== true;
    }
  };
  return new Readable({
    objectMode: true,
    highWaterMark: packetsAhead,
    read() {
      fill(this).catch((error: unknown) => {
        this.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    },
    destroy: (error, done) => {
      Promise.resolve(iterator.return?.()).then(
        () => {
          done(error);
        },
        () => {
          done(error);
        },
      );
    },
  });
};

type Outcome = Awaited<Playback['finished']>;

interface Current {
  readonly resource: AudioResource;
  isPaused: boolean;
  readonly finish: (outcome: Outcome) => void;
  error: Error | undefined;
}

export interface Playing {
  readonly player: AudioPlayer;
  play(packets: OpusPackets): Playback;
  dispose(): void;
}

/** Plays one thing at a time in one session. A player that is idle costs nothing: it leaves the library's 20 ms round. */
export const createPlaying = (onFailed: (error: Error) => void): Playing => {
  const player = createAudioPlayer({ debug: false, behaviors: { maxMissedFrames: patientPackets } });
  let current: Current | undefined;

  const end = (outcome: Outcome): void => {
    const ended = current;
    current = undefined;
    ended?.finish(outcome);
  };

  player.on('error', (error) => {
    if (current !== undefined) current.error = error;
    onFailed(error);
  });
  player.on('stateChange', (_, { status }) => {
    // It begins to play by itself when a connection is back, whatever it was told in between.
    if (status === AudioPlayerStatus.Playing && current?.isPaused === true) player.pause(true);
    if (status !== AudioPlayerStatus.Idle || current === undefined) return;
    const { error, resource } = current;
    // Idle before the end of the packets: none came for too long.
    end(error === undefined && resource.playStream.readableEnded ? 'ended' : 'failed');
  });

  return {
    player,
    play: (packets) => {
      end('stopped');
      const { promise: finished, resolve: finish } = Promise.withResolvers<Outcome>();
      // Not `createAudioResource`: at its first use it runs ffmpeg and waits, to know how it might transcode. That is half a
      // second in which no session is heard, and Opus needs no ffmpeg.
      const resource = new AudioResource([], [streamOf(packets)], null, silencePackets);
      const own: Current = { resource, isPaused: false, finish, error: undefined };
      current = own;
      player.play(resource);
      return {
        finished,
        playedMs: () => resource.playbackDuration,
        pause: () => {
          own.isPaused = true;
          if (current === own) player.pause(true);
        },
        resume: () => {
          own.isPaused = false;
          if (current === own) player.unpause();
        },
        stop: () => {
          if (current !== own) return;
          end('stopped');
          player.stop(true);
        },
      };
    },
    dispose: () => {
      end('stopped');
      player.stop(true);
    },
  };
};
