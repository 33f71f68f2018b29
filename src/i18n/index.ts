import { en } from './en.ts';
import type { QuizErrorTexts } from './en/errors.ts';
import { partyErrors } from './en/party.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { id } from './id.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ptBr } from './pt-br.ts';

/** The shape of every locale: a missing key or a wrong parameter does not compile. */
export type Catalog = typeof en;

/** What a quiz shows, from the first message to an error: a language begins with these. */
type StartedGroup =
  | 'locale'
  | 'count'
  | 'number'
  | 'percent'
  | 'bug'
  | 'backSoon'
  | 'help'
  | 'quiz'
  | 'daily'
  | 'ost'
  | 'moods'
  | 'reports';

/**
 * The shape of a language that is begun: whole groups, of which those of the quiz must be there. Groups it lacks are
 * shown in English, whole too, so that no sentence mixes languages.
 */
export type StartedCatalog = Pick<Catalog, StartedGroup> &
  Partial<Omit<Catalog, 'errors'>> & { readonly errors: QuizErrorTexts };

const begun = (catalog: StartedCatalog): Catalog => ({
  ...en,
  ...catalog,
  errors: { ...partyErrors, ...catalog.errors },
});

/** Every language there are texts in; the one list: settings, LOCALE and the names of commands come from it. */
const locales = {
  en,
  ko,
  'es-ES': begun(es),
  'pt-BR': begun(ptBr),
  id: begun(id),
  ja: begun(ja),
  fr: begun(fr),
} satisfies Readonly<Record<string, Catalog>>;

export type LocaleCode = keyof typeof locales;

const isLocaleCode = (code: string): code is LocaleCode => Object.hasOwn(locales, code);

export const localeCodes: readonly LocaleCode[] = Object.keys(locales).filter(isLocaleCode);

/** What a language calls itself: "English", "한국어". */
export const languageName = (code: string): string => {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.slice(0, 1).toLocaleUpperCase(code) + name.slice(1);
};

const languageOf = (locale: string): string => locale.split('-', 1)[0] ?? '';

/** Ours for one of Discord's locales: of the same country, else of the same language ("es-419" gets "es-ES"). */
const closest = (locale: string): LocaleCode | undefined =>
  isLocaleCode(locale) ? locale : localeCodes.find((code) => languageOf(code) === languageOf(locale));

/** Which of our locales a Discord locale ("en-GB", "ko") comes to. */
export const createLocaleOf =
  (fallback: LocaleCode) =>
  (locale: string | null | undefined): LocaleCode =>
    closest(locale ?? '') ?? fallback;

/** Texts by Discord locale ("en-GB", "ko"); a language we do not have gives the fallback's. */
export const createTexts = (fallback: LocaleCode) => {
  const localeOf = createLocaleOf(fallback);
  return (locale: string | null | undefined): Catalog => locales[localeOf(locale)];
};
