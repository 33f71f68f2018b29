import { expect, expectTypeOf, test } from 'vitest';
import type { Catalog, LocaleCode, StartedCatalog } from '../../../src/i18n/index.ts';
import { localeCodes } from '../../../src/i18n/index.ts';
import { ko } from '../../../src/i18n/ko.ts';
import { fr } from '../../../src/i18n/fr.ts';

// `npm run check:types` fails on an expected error that does not come: this file is checked, and runs too.
test('a language that lacks a text, has one too many or asks for another parameter does not compile', () => {
  expectTypeOf(ko).toExtend<Catalog>();
  expectTypeOf(fr).toExtend<StartedCatalog>();
  expectTypeOf<LocaleCode>().toEqualTypeOf<'en' | 'ko' | 'es-ES' | 'pt-BR' | 'id' | 'ja' | 'fr'>();

  const { mentions, quiz, ...withoutMentions } = ko;
  // @ts-expect-error -- Korean has to have every group.
  const incomplete = { ...withoutMentions, quiz } satisfies Catalog;

  const tooMuch = {
    ...mentions,
    // @ts-expect-error -- There is no such text.
    farewell: '안녕',
  } satisfies Catalog['mentions'];

  const otherParameter = {
    ...mentions,
    // @ts-expect-error -- The number of things found is called `count`.
    found: ({ found }) => `${String(found)}개`,
  } satisfies Catalog['mentions'];

  const { skip, ...withoutSkip } = quiz;
  const quizLacking = {
    ...fr,
    // @ts-expect-error -- A language that is begun has the whole quiz.
    quiz: withoutSkip,
  } satisfies StartedCatalog;

  const unknownGroup = {
    ...fr,
    // @ts-expect-error -- There is no such group.
    karaoke: { sing: 'Chante !' },
  } satisfies StartedCatalog;

  expect([skip, incomplete, tooMuch, otherParameter, quizLacking, unknownGroup]).toHaveLength(6);
  expect(localeCodes).toHaveLength(7);
});
