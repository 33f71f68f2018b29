import { en } from './en.ts';

/** The shape of every locale: a missing key or a wrong parameter does not compile. */
export type Catalog = typeof en;

const locales: Readonly<Record<string, Catalog>> = { en };

/** Every locale there are texts in. */
export const localeCodes: readonly string[] = Object.keys(locales);

/** What a language calls itself: "English", "한국어". */
export const languageName = (code: string): string => {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.slice(0, 1).toLocaleUpperCase(code) + name.slice(1);
};

/** Which of our locales a Discord locale ("en-GB", "ko") comes to. */
export const createLocaleOf =
  (fallback: string) =>
  (locale: string | null | undefined): string =>
    [locale ?? '', (locale ?? '').split('-', 1)[0] ?? '', fallback].find((code) => code in locales) ?? 'en';

/** Texts by Discord locale ("en-GB", "ko"); a language we do not have gives the fallback's. */
export const createTexts =
  (fallback: string) =>
  (locale: string | null | undefined): Catalog =>
    locales[locale ?? ''] ?? locales[(locale ?? '').split('-', 1)[0] ?? ''] ?? locales[fallback] ?? en;
