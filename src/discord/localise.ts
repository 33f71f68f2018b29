import type { Locale } from 'discord.js';
import { commandTexts } from '../i18n/commands.ts';
import type { CommandTexts } from '../i18n/commands/words.ts';

/** Discord's locales for ours, where they are not the same: Latin American Spanish reads the Spanish there is. */
const discordLocales: Readonly<Record<string, readonly string[]>> = { 'es-ES': ['es-ES', 'es-419'] };

type Localisations = Partial<Record<`${Locale}`, string>>;

interface Named {
  readonly name: string;
  readonly options?: readonly Named[] | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | undefined;
}

const locales: readonly (readonly [string, CommandTexts])[] = Object.entries(commandTexts).flatMap(
  ([code, texts]) => (discordLocales[code] ?? [code]).map((locale) => [locale, texts] as const),
);

const collect = (pick: (texts: CommandTexts) => string | undefined): Localisations | undefined => {
  const found = locales.flatMap(([locale, texts]) => {
    const word = pick(texts);
    return word === undefined ? [] : [[locale, word] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
};

const names = (words: Localisations | undefined) =>
  words === undefined ? {} : { name_localizations: words };

/** A command's data with the names and descriptions of every language there is. */
export const localise = <Data extends Named>(data: Data, parent = ''): Data => {
  const path = parent === '' ? data.name : `${parent} ${data.name}`;
  const descriptions = collect((texts) => texts[path]?.description);
  return {
    ...data,
    ...names(collect((texts) => texts[path]?.name)),
    ...(descriptions !== undefined && { description_localizations: descriptions }),
    ...(data.options !== undefined && { options: data.options.map((option) => localise(option, path)) }),
    ...(data.choices !== undefined && {
      choices: data.choices.map((choice) => ({
        ...choice,
        ...names(collect((texts) => texts[path]?.choices?.[String(choice.value)])),
      })),
    }),
  };
};
