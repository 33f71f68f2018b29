import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { demoAudioFolder } from '../../src/demo.ts';
import { listen, rate } from './audio-files.ts';
import { dominantFrequency } from './sound.ts';

/** The strongest frequency at a moment, in seconds since the notes began. */
interface Note {
  readonly at: number;
  readonly hz: number;
}

const windowSize = 32_768;
const stepSeconds = 0.2;

/** The strongest frequencies of a demo piece, each of the window that ends then, as the page measures them. */
export const notesOfPiece = async (songId: string): Promise<readonly number[]> => {
  const { samples } = await listen(join(demoAudioFolder, `${songId}.opus`), '0.5*c0+0.5*c1');
  const step = stepSeconds * rate;
  const count = Math.floor((samples.length - windowSize) / step);
  return Array.from({ length: count }, (_, index) =>
    dominantFrequency(samples.subarray(index * step, index * step + windowSize)),
  );
};

/** Notes down what Chromium's analyser finds in what it decoded, for so long. */
export const hear = (page: Page, ms: number): Promise<readonly Note[]> =>
  page.getByTestId('voice-panel').evaluate(
    (panel, lengthMs) =>
      new Promise<Note[]>((resolve) => {
        const notes: Note[] = [];
        const startedAt = performance.now();
        const observer = new MutationObserver(() => {
          const at = (performance.now() - startedAt) / 1000;
          notes.push({ at, hz: Number((panel as HTMLElement).dataset['dominantHz']) });
        });
        observer.observe(panel, { attributeFilter: ['data-dominant-hz'] });
        setTimeout(() => {
          observer.disconnect();
          resolve(notes);
        }, lengthMs);
      }),
    ms,
  );

const isSame = (a: number, b: number | undefined): boolean =>
  b !== undefined && b > 0 && Math.abs(a / b - 1) < 0.02;

/**
 * Sixteen measures, two a second. Of a real piece at least three quarters were found again at any offset, and of another
 * at least three tenths fewer; the bounds of the tests leave room for a busy machine.
 */
export const hearMs = 8_000;

/** How much of what was heard is in this piece, one after another at the pace it was heard, as a share of 1. */
export const shareHeardOf = (piece: readonly number[], heard: readonly Note[]): number => {
  const shares = piece.map((_, offset) => {
    const fits = heard.filter(({ at, hz }) => {
      const index = offset + Math.round(at / stepSeconds);
      return isSame(hz, piece[index]) || isSame(hz, piece[index - 1]) || isSame(hz, piece[index + 1]);
    });
    return fits.length / heard.length;
  });
  return Math.max(...shares);
};
