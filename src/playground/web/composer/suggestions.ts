import { ApplicationCommandOptionType as OptionType } from 'discord-api-types/v10';
import type { PageState } from '../state.ts';
import {
  listRunnables,
  matchRunnables,
  missingOption,
  readCommandText,
  type CommandText,
  type Runnable,
  type RunnableOption,
  type Written,
} from './command-text.ts';
import { candidatesOf, type Candidate } from './option-values.ts';
import { composerWords, type ComposerWords } from './words.ts';

const MOST_SHOWN = 25;

export type Suggestion =
  | { kind: 'command'; label: string; note: string; runnable: Runnable }
  | { kind: 'option'; label: string; note: string; option: RunnableOption }
  | {
      kind: 'choice';
      label: string;
      note: string;
      option: RunnableOption;
      choice: Candidate;
    };

export type Palette = {
  reading: CommandText;
  title: string;
  suggestions: Suggestion[];
  /** True when Enter takes the first suggestion although nobody moved to it. */
  isEager: boolean;
  isAsking: boolean;
};

const hasAutocomplete = (option: RunnableOption): boolean => 'autocomplete' in option && option.autocomplete;

/** The option being typed, when the bot completes it. */
export const completedOption = (
  reading: CommandText,
): { runnable: Runnable; option: RunnableOption; written: Written } | undefined => {
  if (reading.kind !== 'filling') return undefined;
  const { runnable, current } = reading;
  const option = runnable.options.find(({ name }) => name === current?.option);
  if (!option || !current || !hasAutocomplete(option)) return undefined;
  return { runnable, option, written: current };
};

const choosing = (
  words: ComposerWords,
  runnables: readonly Runnable[],
  query: string,
): Omit<Palette, 'reading'> => ({
  title: words.commands,
  suggestions: matchRunnables(runnables, query).map((runnable) => ({
    kind: 'command',
    label: `/${runnable.label}`,
    note: runnable.description,
    runnable,
  })),
  isEager: true,
  isAsking: false,
});

const optionSuggestions = (
  words: ComposerWords,
  runnable: Runnable,
  written: readonly Written[],
): Suggestion[] =>
  runnable.options
    .filter(({ name }) => !written.some(({ option }) => option === name))
    .map((option) => ({
      kind: 'option',
      label: option.label,
      note: option.required ? words.required(option.description) : option.description,
      option,
    }));

const listed = (
  option: RunnableOption,
  raw: string,
  candidates: readonly Candidate[],
): Omit<Palette, 'reading'> => {
  const wanted = raw.toLowerCase();
  const isExact = candidates.some(({ name }) => name.toLowerCase() === wanted);
  const shown = isExact ? [] : candidates.filter(({ name }) => name.toLowerCase().includes(wanted));
  return {
    title: `${option.label}: ${option.description}`,
    suggestions: shown.slice(0, MOST_SHOWN).map((choice) => ({
      kind: 'choice',
      label: choice.name,
      note: choice.note ?? '',
      option,
      choice,
    })),
    isEager: raw !== '' && !isExact,
    isAsking: false,
  };
};

const answered = (state: PageState, option: RunnableOption, raw: string): Omit<Palette, 'reading'> => {
  const answer = state.composer.autocomplete;
  const isMine = answer?.option === option.name;
  const isPicked = state.composer.picked.get(option.name)?.name === raw && raw !== '';
  return {
    title: `${option.label}: ${option.description}`,
    suggestions:
      isMine && !isPicked
        ? answer.choices.map((choice) => ({ kind: 'choice', label: choice.name, note: '', option, choice }))
        : [],
    isEager: false,
    isAsking: isMine && answer.status === 'asking',
  };
};

const filling = (
  state: PageState,
  reading: Extract<CommandText, { kind: 'filling' }>,
): Omit<Palette, 'reading'> => {
  const { runnable, written, current } = reading;
  const words = composerWords(state.fan.locale);
  const option = runnable.options.find(({ name }) => name === current?.option);
  if (option && current) {
    if (hasAutocomplete(option)) return answered(state, option, current.raw);
    const candidates = candidatesOf(state, option);
    if (candidates) return listed(option, current.raw, candidates);
    const kind = OptionType[option.type].toLowerCase();
    return {
      title: `${option.label}: ${option.description} (${kind})`,
      suggestions: [],
      isEager: false,
      isAsking: false,
    };
  }
  return {
    title: missingOption(runnable, written) ? words.options : words.allOptional,
    suggestions: optionSuggestions(words, runnable, written),
    isEager: missingOption(runnable, written) !== undefined,
    isAsking: false,
  };
};

/** Everything the palette above the composer shows for the present text. */
export const readPalette = (state: PageState): Palette => {
  const runnables = listRunnables(state.commands, state.fan.locale);
  const { text, caret } = state.composer;
  const reading = readCommandText(text, caret, runnables);
  switch (reading.kind) {
    case 'chat':
      return { reading, title: '', suggestions: [], isEager: false, isAsking: false };
    case 'choosing':
      return { reading, ...choosing(composerWords(state.fan.locale), runnables, reading.query) };
    case 'filling':
      return { reading, ...filling(state, reading) };
  }
};
