import { InteractionType, type APIMessage } from 'discord-api-types/v10';
import type { Actions } from '../actions.ts';
import { newNonce, runCommand, type SentOption } from '../interactions.ts';
import type { Rest } from '../rest.ts';
import { emptyComposer, type PageState } from '../state.ts';
import { missingOption, type CommandText, type Runnable } from './command-text.ts';
import { readOptionValue } from './option-values.ts';
import { completedOption, readPalette, type Suggestion } from './suggestions.ts';
import { composerWords } from './words.ts';

const AUTOCOMPLETE_WAIT_MS = 150;
const TYPING_EVERY_MS = 8_000;

export type Composer = ReturnType<typeof createComposer>;

type Filling = Extract<CommandText, { kind: 'filling' }>;

/** The line in which a person writes: chat, or a slash command with its palette. */
export const createComposer = (deps: { state: PageState; rest: Rest; actions: Actions }) => {
  const { state, rest, actions } = deps;
  const words = composerWords(state.fan.locale);
  let asking: ReturnType<typeof setTimeout> | undefined;
  let typedAtMs = 0;

  const write = (text: string) => {
    state.composer = {
      ...state.composer,
      text,
      caret: text.length,
      active: -1,
      isDismissed: false,
      problem: undefined,
    };
    askBot();
    actions.changed();
  };

  const sentOptions = (reading: Filling, isStrict: boolean): SentOption[] | string => {
    const options: SentOption[] = [];
    for (const written of reading.written) {
      const option = reading.runnable.options.find(({ name }) => name === written.option);
      if (!option || written.raw === '') continue;
      const read = readOptionValue(state, option, written.raw, state.composer.picked.get(option.name));
      if (read.kind === 'problem') {
        if (isStrict) return read.problem;
        continue;
      }
      options.push({ type: option.type, name: option.name, value: read.value });
    }
    return options;
  };

  /** Asks the bot to complete the present option, once typing has paused. */
  const askBot = () => {
    clearTimeout(asking);
    const { reading } = readPalette(state);
    const wanted = completedOption(reading);
    if (!wanted || reading.kind !== 'filling') {
      state.composer.autocomplete = undefined;
      return;
    }
    const { option, written, runnable } = wanted;
    if (written.raw !== '' && state.composer.picked.get(option.name)?.name === written.raw) return;
    const nonce = newNonce();
    const before = state.composer.autocomplete;
    const choices = before?.option === option.name ? before.choices : [];
    state.composer.autocomplete = { option: option.name, nonce, status: 'asking', choices };
    asking = setTimeout(() => {
      const others = sentOptions(reading, false);
      const channelId = state.channelId;
      if (typeof others === 'string' || channelId === undefined) return;
      const options = [
        ...others.filter(({ name }) => name !== option.name),
        { type: option.type, name: option.name, value: written.raw, focused: true },
      ];
      const sent = runCommand(InteractionType.ApplicationCommandAutocomplete, channelId, runnable, options);
      const guildId = state.channels.get(channelId)?.guild_id;
      rest
        .request('POST', '/interactions', {
          ...sent,
          application_id: state.applicationId,
          guild_id: guildId,
          session_id: state.sessionId,
          nonce,
        })
        .catch(() => {
          autocompleteFailed(nonce);
        });
    }, AUTOCOMPLETE_WAIT_MS);
  };

  const autocompleteFailed = (nonce: string): boolean => {
    const answer = state.composer.autocomplete;
    if (answer?.nonce !== nonce) return false;
    state.composer.autocomplete = { ...answer, status: 'failed', choices: [] };
    actions.changed();
    return true;
  };

  const sendCommand = (reading: Filling) => {
    const { runnable, written } = reading;
    const missing = missingOption(runnable, written);
    if (missing) {
      const { text } = state.composer;
      if (!written.some(({ option }) => option === missing.name))
        write(`${text.trimEnd()} ${missing.label}: `);
      state.composer.problem = words.isRequired(missing.label, missing.description);
      actions.changed();
      return;
    }
    const options = sentOptions(reading, true);
    if (typeof options === 'string') {
      state.composer.problem = options;
      actions.changed();
      return;
    }
    if (state.channelId === undefined) return;
    clear();
    const sent = runCommand(InteractionType.ApplicationCommand, state.channelId, runnable, options);
    actions.sendInteraction(sent, { label: `/${runnable.label}` });
  };

  const clear = () => {
    clearTimeout(asking);
    state.composer = emptyComposer();
    actions.changed();
  };

  const fill = (runnable: Runnable) => {
    const missing = missingOption(runnable, []);
    write(`/${runnable.label} ${missing ? `${missing.label}: ` : ''}`);
  };

  const take = (suggestion: Suggestion) => {
    const { text } = state.composer;
    const { reading } = readPalette(state);
    if (suggestion.kind === 'command') {
      fill(suggestion.runnable);
      return;
    }
    if (suggestion.kind === 'option') {
      write(`${text.trimEnd()} ${suggestion.option.label}: `);
      return;
    }
    if (reading.kind !== 'filling' || !reading.current) return;
    const { start, end, option, isNamed } = reading.current;
    state.composer.picked.set(option, { name: suggestion.choice.name, value: suggestion.choice.value });
    const head = isNamed ? text.slice(0, start) : `${text.slice(0, start)}${suggestion.option.label}: `;
    const gap = isNamed && !head.endsWith(' ') ? ' ' : '';
    write(`${head}${gap}${suggestion.choice.name}${text.slice(end)}`);
    const after = readPalette(state).reading;
    const missing = after.kind === 'filling' ? missingOption(after.runnable, after.written) : undefined;
    if (missing) write(`${state.composer.text} ${missing.label}: `);
  };

  const submit = () => {
    const { reading } = readPalette(state);
    const { text, replyTo } = state.composer;
    if (reading.kind === 'filling') {
      sendCommand(reading);
      return;
    }
    if (reading.kind === 'choosing') {
      state.composer.problem = words.noCommandHere;
      actions.changed();
      return;
    }
    if (text.trim() === '' || state.channelId === undefined) return;
    actions.sendMessage(state.channelId, text.trim(), replyTo);
    clear();
  };

  const enter = () => {
    const palette = readPalette(state);
    const chosen = palette.suggestions[state.composer.active];
    if (chosen && !state.composer.isDismissed) {
      take(chosen);
      return;
    }
    const [first] = palette.suggestions;
    if (!palette.isEager || !first) {
      submit();
      return;
    }
    const typed = state.composer.text.trim().toLowerCase();
    const isWhole = first.kind === 'command' && [first.label, `/${first.runnable.name}`].includes(typed);
    take(first);
    // The whole name of a command that needs nothing more was typed: run it.
    if (isWhole && !missingOption(first.runnable, [])) submit();
  };

  const move = (step: number) => {
    const { length } = readPalette(state).suggestions;
    if (length === 0) return;
    const { active } = state.composer;
    const from = active === -1 && step < 0 ? 0 : active;
    state.composer.active = (from + step + length) % length;
    state.composer.isDismissed = false;
    actions.changed();
  };

  const tab = (): boolean => {
    const { suggestions } = readPalette(state);
    const chosen = suggestions[Math.max(0, state.composer.active)];
    if (!chosen || state.composer.isDismissed) return false;
    take(chosen);
    return true;
  };

  const escape = () => {
    if (state.composer.text.startsWith('/') && !state.composer.isDismissed) state.composer.isDismissed = true;
    else state.composer.replyTo = undefined;
    state.composer.active = -1;
    actions.changed();
  };

  return {
    take,
    submit,
    write,
    autocompleteFailed,

    input: (text: string, caret: number) => {
      state.composer = { ...state.composer, text, caret, active: -1, isDismissed: false, problem: undefined };
      if (text === '') state.composer.picked.clear();
      askBot();
      const now = Date.now();
      if (
        state.channelId !== undefined &&
        text !== '' &&
        !text.startsWith('/') &&
        now - typedAtMs > TYPING_EVERY_MS
      ) {
        typedAtMs = now;
        actions.sayTyping(state.channelId);
      }
      actions.changed();
    },

    moveCaret: (caret: number) => {
      if (state.composer.caret === caret) return;
      state.composer.caret = caret;
      askBot();
      actions.changed();
    },

    key: (event: KeyboardEvent) => {
      // A Hangul syllable still being composed is ended by the key, not sent.
      if (event.isComposing) return;
      const acts: Partial<Record<string, () => boolean>> = {
        Enter: () => (enter(), true),
        ArrowDown: () => (move(1), state.composer.text !== ''),
        ArrowUp: () => (move(-1), state.composer.text !== ''),
        Escape: () => (escape(), true),
        Tab: () => !event.shiftKey && tab(),
      };
      if (acts[event.key]?.() === true) event.preventDefault();
    },

    autocompleted: (nonce: string, choices: { name: string; value: string | number }[]) => {
      const answer = state.composer.autocomplete;
      if (answer?.nonce !== nonce) return;
      state.composer.autocomplete = { ...answer, status: 'answered', choices };
      state.composer.active = -1;
    },

    reply: (message: APIMessage) => {
      state.composer.replyTo = message;
      document.querySelector<HTMLInputElement>('#composer-input')?.focus();
      actions.changed();
    },
  };
};
