import { es } from './commands/es.ts';
import { fr } from './commands/fr.ts';
import { id } from './commands/id.ts';
import { ja } from './commands/ja.ts';
import { ko } from './commands/ko.ts';
import { ptBr } from './commands/pt-br.ts';
import type { CommandTexts } from './commands/words.ts';
import type { LocaleCode } from './index.ts';

/** Names and descriptions of commands; the English ones are the commands' own. */
export const commandTexts: Readonly<Record<Exclude<LocaleCode, 'en'>, CommandTexts>> = {
  ko,
  'es-ES': es,
  'pt-BR': ptBr,
  id,
  ja,
  fr,
};

const textsOf = (locale: string): CommandTexts =>
  Object.entries(commandTexts).find(([code]) => code === locale)?.[1] ?? {};

/** What members of a language type for a path in English names: `quiz start` gives "퀴즈 시작". */
export const localPath = (locale: string, path: string): string => {
  const texts = textsOf(locale);
  const names = path.split(' ');
  return names.map((name, depth) => texts[names.slice(0, depth + 1).join(' ')]?.name ?? name).join(' ');
};

export const localDescription = (locale: string, path: string): string | undefined =>
  textsOf(locale)[path]?.description;
