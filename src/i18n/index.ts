import { en } from './en.ts';

/** The shape of every locale: a missing key or a wrong parameter does not compile. */
export type Catalog = typeof en;

const locales: Readonly<Record<string, Catalog>> = { en };

/** Texts by Discord locale ("en-GB", "ko"); a language we do not have gives the fallback's. */
export const createTexts =
  (fallback: string) =>
  (locale: string | null | undefined): Catalog =>
    locales[locale ?? ''] ?? locales[(locale ?? '').split('-', 1)[0] ?? ''] ?? locales[fallback] ?? en;
