import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFfmpegLog } from '../../../src/core/audio/ffmpeg-log.ts';
import { indexOgg, OggError, packetCount, packetsOf, pageOf } from '../../../src/core/audio/ogg.ts';
import { nextGainDb, unfitness } from '../../../src/core/audio/mastering.ts';
import { oggOf } from '../../support/audio-files.ts';

/** Packets of one 20 ms frame each, as their first byte says; of any length, so that some fill whole segments. */
const packets = fc.array(
  fc.integer({ min: 1, max: 1300 }).map((length) => new Uint8Array(length).fill(0xfc)),
  { minLength: 1, maxLength: 60 },
);

describe('the Ogg reader', () => {
  it('finds every packet again, from any page on', () => {
    fc.assert(
      fc.property(packets, fc.nat(), (all, pick) => {
        const file = oggOf(all);
        const index = indexOgg(file);
        expect(packetCount(index)).toBe(all.length);
        const packet = pick % all.length;
        const page = pageOf(index, packet);
        const bytes = file.subarray(index.pageAt[page], index.pageAt.at(-1));
        expect(packetsOf(bytes)[packet - index.firstPacket[page]!]).toHaveLength(all[packet]!.length);
      }),
    );
  });

  it('refuses anything else with an error of its own', () => {
    const file = oggOf([new Uint8Array(300).fill(0xfc), new Uint8Array(90).fill(0xfc)]);
    const refused = (bytes: Uint8Array): void => {
      try {
        indexOgg(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(OggError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), refused));
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const damaged = Uint8Array.from(file);
        damaged[at] = value;
        refused(damaged);
      }),
    );
    for (let length = 0; length < file.length; length += 1)
      if (length !== file.length - 90 - 28)
        expect(() => indexOgg(file.subarray(0, length))).toThrow(OggError);
    // Ten milliseconds a packet.
    expect(() => indexOgg(oggOf([new Uint8Array(50).fill(0xf0)]))).toThrow(OggError);
  });
});

describe('what FFmpeg’s program says', () => {
  const log = `[silencedetect @ 0x55] silence_start: 0
[silencedetect @ 0x55] silence_end: 1.22 | silence_duration: 1.22
size=N/A time=00:03:06.24 bitrate=N/A speed= 240x
[silencedetect @ 0x55] silence_start: 180.5
[silencedetect @ 0x55] silence_end: 186.2 | silence_duration: 5.7
[Parsed_ebur128_1 @ 0x55] Summary:

  Integrated loudness:
    I:          -9.3 LUFS
    Threshold: -19.5 LUFS
`;
  it('is read for loudness, length and the first sound', () => {
    expect(readFfmpegLog(log)).toEqual({ lufs: -9.3, lengthMs: 186_240, soundFromMs: 1220 });
    expect(readFfmpegLog(log.replace('silence_start: 0\n', 'silence_start: 12\n'))?.soundFromMs).toBe(0);
    expect(readFfmpegLog('file.mp3: Invalid data found when processing input')).toBeUndefined();
  });
});

describe('mastering', () => {
  it('refuses what is no song', () => {
    const song = { lufs: -12, lengthMs: 200_000, soundFromMs: 300 };
    expect(unfitness(song)).toBeUndefined();
    expect(unfitness({ ...song, lengthMs: 7_200_000 })).toBe('too-long');
    expect(unfitness({ ...song, lengthMs: 900 })).toBe('too-short');
    expect(unfitness({ ...song, soundFromMs: 199_500 })).toBe('too-short');
    for (const lufs of [-70, -Infinity, NaN]) expect(unfitness({ ...song, lufs })).toBe('silent');
  });

  it('corrects the gain by what the last attempts brought, and stops', () => {
    expect(nextGainDb([{ gainDb: 4, lufs: -16.3 }])).toBeUndefined();
    expect(nextGainDb([{ gainDb: 4, lufs: -18 }])).toBeCloseTo(6);
    // Two decibels brought one: the one that is missing takes two more.
    expect(nextGainDb([{ gainDb: 4, lufs: -18 }, { gainDb: 6, lufs: -17 }])).toBeCloseTo(8); // prettier-ignore
    expect(nextGainDb(Array.from({ length: 5 }, () => ({ gainDb: 4, lufs: -20 })))).toBeUndefined();
  });
});
