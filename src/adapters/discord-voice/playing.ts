import type { VoiceConnection } from '@discordjs/voice';
import type { OpusPackets } from '../../core/audio/audio.ts';
import type { Playback } from '../../core/audio/voice.ts';
import { packetMs, silentPacket } from '../../core/audio/ogg.ts';
import type { Pacer } from './pacer.ts';
import { readAhead } from './read-ahead.ts';
import type { ReadAhead } from './read-ahead.ts';

/** Silence is sent for this many packets (5 s) where none comes; a source that is slower than that has failed. */
const patientPackets = 250;
/** What Discord asks for at the end of speech, so that clients do not interpolate beyond it. */
const closingPackets = 5;
const silence = Buffer.from(silentPacket);

type Outcome = Awaited<Playback['finished']>;

/** As much of a voice connection as sends. */
export type Outlet = Pick<VoiceConnection, 'playOpusPacket' | 'setSpeaking'>;

interface Current {
  readonly source: ReadAhead;
  readonly finish: (outcome: Outcome) => void;
  isPaused: boolean;
  sent: number;
  /** Packets in a row that were not there when they were due. */
  missed: number;
}

export interface Playing {
  /** Where sound goes from now on; nowhere, it waits. */
  attach(outlet: Outlet | undefined): void;
  play(packets: OpusPackets): Playback;
  dispose(): void;
}

/**
 * Plays one thing at a time in one session, a packet a beat. Not the library's player: that runs every packet through a
 * stream and every session through a turn of the event loop of its own, which made half of the work of a session.
 */
export const createPlaying = (pacer: Pacer, onFailed: (error: Error) => void): Playing => {
  let outlet: Outlet | undefined;
  let current: Current | undefined;
  /** Packets of silence still to be sent before nothing is. */
  let closing = 0;

  /** Whatever is not connected, or not yet, takes nothing: the sound waits for it. */
  const send = (packet: Buffer): boolean => outlet?.playOpusPacket(packet) === true;

  const close = (): void => {
    closing -= 1;
    if (send(silence) && closing > 0) return;
    closing = 0;
    outlet?.setSpeaking(false);
    pacer.remove(beat);
  };

  const end = (outcome: Outcome): void => {
    const ended = current;
    if (ended === undefined) return;
    current = undefined;
    ended.source.close();
    ended.finish(outcome);
  };

  const fail = (error: Error): void => {
    end('failed');
    onFailed(error);
  };

  const sendNext = (playing: Current): void => {
    const { source } = playing;
    const packet = source.peek();
    if (packet !== undefined) {
      if (!send(packet)) return;
      playing.sent += 1;
      playing.missed = 0;
      source.advance();
    } else if (!source.isOver() && (playing.sent === 0 || send(silence))) {
      playing.missed += 1;
      if (playing.missed >= patientPackets) fail(new Error('no packet came for too long'));
    }
    if (source.isOver()) end('ended');
  };

  const beat = (): void => {
    try {
      if (current === undefined || current.isPaused) {
        close();
        return;
      }
      closing = closingPackets;
      sendNext(current);
    } catch (error) {
      // Encryption may throw while keys change; other sessions are on the same beat.
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return {
    attach: (next) => {
      outlet = next;
    },
    play: (packets) => {
      end('stopped');
      const { promise: finished, resolve: finish } = Promise.withResolvers<Outcome>();
      const source = readAhead(packets, (error) => {
        if (current === own) fail(error);
      });
      const own: Current = { source, finish, isPaused: false, sent: 0, missed: 0 };
      current = own;
      pacer.add(beat);
      return {
        finished,
        playedMs: () => own.sent * packetMs,
        pause: () => {
          own.isPaused = true;
        },
        resume: () => {
          own.isPaused = false;
          if (current === own) pacer.add(beat);
        },
        stop: () => {
          if (current === own) end('stopped');
        },
      };
    },
    dispose: () => {
      end('stopped');
      pacer.remove(beat);
      // Whoever takes the connection over may have nothing to play yet.
      outlet?.setSpeaking(false);
      outlet = undefined;
    },
  };
};
