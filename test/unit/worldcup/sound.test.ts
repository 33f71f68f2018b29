import { beforeEach, describe, expect, test } from 'vitest';
import { AudioError } from '../../../src/core/audio/audio.ts';
import type { AudioSource, Cut, OpusPackets } from '../../../src/core/audio/audio.ts';
import type { Voice, VoiceListener } from '../../../src/core/audio/voice.ts';
import { createCupSound } from '../../../src/services/worldcup-sound.ts';
import { playCup } from '../../support/cup-scenario.ts';

/** The ports of sound, in memory: what was asked of them, and a hand on when a clip ends. */
const createEar = () => {
  const heard: string[] = [];
  const cuts: Cut[] = [];
  let listener: VoiceListener | undefined;
  let finish: (() => void) | undefined;
  let broken = new Set<string>();
  const packetsOf = new Map<OpusPackets, string>();
  const voice: Pick<Voice, 'join'> = {
    join: (seat, told) => {
      heard.push(`join ${seat.channelId}`);
      listener = told;
      return Promise.resolve({
        channelId: () => seat.channelId,
        isEncrypted: () => true,
        isWaitingToSpeak: () => false,
        play: (packets) => {
          heard.push(`play ${packetsOf.get(packets) ?? ''}`);
          const { promise: finished, resolve } = Promise.withResolvers<'ended' | 'stopped'>();
          finish = () => {
            resolve('ended');
          };
          const stop = () => {
            heard.push('stop');
            resolve('stopped');
          };
          const nothing = () => undefined;
          return { finished, playedMs: () => 0, pause: nothing, resume: nothing, stop };
        },
        leave: () => heard.push('leave'),
      });
    },
  };
  const audio: Pick<AudioSource, 'find' | 'open'> = {
    find: (songId) => Promise.resolve({ songId, origin: 'library', lengthMs: 200_000 }),
    open: (songId, cut) => {
      if (broken.has(songId)) return Promise.reject(new AudioError('unreadable', 'broken'));
      cuts.push(cut);
      const packets: OpusPackets = {
        [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
      };
      packetsOf.set(packets, songId);
      return Promise.resolve({ songId, origin: 'library', lengthMs: 200_000, packets });
    },
  };
  return {
    heard,
    cuts,
    voice,
    audio,
    breakSong: (songId: string) => {
      broken = new Set([...broken, songId]);
    },
    finish: () => finish?.(),
    lose: () => listener?.lost('disconnected'),
  };
};

/** Lets everything that waits for nothing outside go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const place = { guildId: 'guild', channelId: 'text' };
const songs = ['one', 'two'] as const;
const state = playCup({ seconds: 30 }).state();
const note = () => undefined;

let ear: ReturnType<typeof createEar>;
let seat: string | undefined;
let taken: boolean;
let sound: ReturnType<typeof createCupSound>;
beforeEach(() => {
  ear = createEar();
  seat = 'voice';
  taken = false;
  sound = createCupSound({
    voice: ear.voice,
    audio: ear.audio,
    seatOf: () => seat,
    isTaken: () => taken,
    log: { debug: note, info: note, warn: note, error: note },
  });
});

describe('the sound of a cup', () => {
  test('is both clips, one after the other, from the same seat pair after pair', async () => {
    sound.play(place, state, songs);
    await settle();
    expect(ear.heard).toEqual(['join voice', 'play one']);
    expect(ear.cuts[0]).toEqual({ startMs: 60_000, lengthMs: 15_000 });
    ear.finish();
    await settle();
    expect(ear.heard.slice(2)).toEqual(['play two']);
    sound.play(place, state, ['three', 'four']);
    await settle();
    expect(ear.heard.slice(3)).toEqual(['stop', 'play three']);
    sound.end(place);
    await settle();
    expect(ear.heard.slice(5).sort()).toEqual(['leave', 'stop']);
  });

  test('is none without a host in voice, and takes no seat away', async () => {
    seat = undefined;
    sound.play(place, state, songs);
    seat = 'voice';
    taken = true;
    sound.play(place, state, songs);
    await settle();
    expect(ear.heard).toEqual([]);
  });

  test('passes over a song without sound', async () => {
    ear.breakSong('one');
    sound.play(place, state, songs);
    await settle();
    expect(ear.heard).toEqual(['join voice', 'play two']);
  });

  test('leaves no session behind when the cup ends while it joins, and forgets one that is lost', async () => {
    sound.play(place, state, songs);
    while (ear.heard.length === 0) await Promise.resolve();
    sound.end(place);
    await settle();
    expect(ear.heard).toEqual(['join voice', 'leave']);
    sound.play(place, state, songs);
    await settle();
    ear.lose();
    await settle();
    const before = ear.heard.length;
    sound.play(place, state, songs);
    await settle();
    expect(ear.heard.slice(before)).toContain('join voice');
  });

  test('does not sit through pairs of hours', async () => {
    sound.play(place, playCup({ seconds: 3_600 }).state(), songs);
    await settle();
    ear.finish();
    await settle();
    ear.finish();
    await settle();
    expect(ear.heard.at(-1)).toBe('leave');
  });
});
