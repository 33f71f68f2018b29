import type { BookKind } from '../../core/stamps.ts';
import { plural } from '../plural.ts';

const count = plural('en');

/** The stamp book of `/profile`. */
export const stamps = {
  open: 'Stamp book',
  title: (params: { member: string }) => `Stamp book of ${params.member}`,
  kind: { drama: 'Dramas', artist: 'Artists', year: 'Years' } satisfies Record<BookKind, string>,
  empty:
    'No stamps yet. Recognise a song in a quiz with no hint bought and without buttons to choose from, and it stamps its drama’s page.',
  progress: (params: { stamped: number; of: number }) => `${params.stamped} of ${params.of}`,
  summary: (params: { stamps: number; pages: number; whole: number }) =>
    `${count(params.stamps, { one: '# stamp', other: '# stamps' })} · ` +
    `${count(params.pages, { one: '# page', other: '# pages' })}, ${params.whole} complete`,
  page: (params: { page: number; pages: number }) => `Page ${params.page} of ${params.pages}`,
  pick: 'Open a page…',
  back: 'All pages',
  complete: 'Complete',
};
