import { AudioError } from '../core/audio/audio.ts';
import type { AudioSource } from '../core/audio/audio.ts';

/** Several sources as one: the first that has a song plays it, the next one when that fails. */
export const combineSources = (sources: readonly AudioSource[]): AudioSource => ({
  ready: () => new Set(sources.flatMap((source) => [...source.ready()])),
  find: async (songId, signal) => {
    for (const source of sources) {
      const found = await source.find(songId, signal);
      if (found !== undefined) return found;
    }
    return undefined;
  },
  open: async (songId, cut, signal) => {
    let failure = new AudioError('not-found', 'no source has it');
    for (const source of sources) {
      try {
        return await source.open(songId, cut, signal);
      } catch (error) {
        if (!(error instanceof AudioError)) throw error;
        // What the best source stumbled over says more than that the others do not have the song.
        if (error.reason !== 'not-found' || failure.reason === 'not-found') failure = error;
      }
    }
    throw failure;
  },
});
