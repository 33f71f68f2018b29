import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Runnable, Written } from '../composer/command-text.ts';
import { readPalette, type Palette, type Suggestion } from '../composer/suggestions.ts';
import { composerWords } from '../composer/words.ts';
import { isPending } from '../interactions.ts';
import { channelName, nameById, nameOf, type PageState } from '../state.ts';
import { channelMark } from './channels-view.ts';
import { icon } from './icons.ts';
import type { PageView } from './message-view.ts';

const keepFocus = (event: Event) => {
  event.preventDefault();
};

const viewSuggestion = ({ composer }: PageView, suggestion: Suggestion, index: number, isActive: boolean) => {
  return html`<li
    role="option"
    id="suggestion-${index}"
    aria-selected=${isActive}
    class=${suggestion.kind}
    @pointerdown=${keepFocus}
    @click=${() => {
      composer.take(suggestion);
    }}
  >
    <span class="suggestion-label">${suggestion.label}</span>${
      suggestion.note ? html`<small>${suggestion.note}</small>` : nothing
    }
  </li>`;
};

const emptyNote = (state: PageState, palette: Palette): string | undefined => {
  const { autocomplete } = state.composer;
  const words = composerWords(state.fan.locale);
  if (palette.reading.kind === 'choosing') return words.noCommand;
  if (palette.isAsking) return words.asking;
  if (autocomplete?.status === 'failed') return words.askingFailed;
  return autocomplete?.status === 'answered' && autocomplete.choices.length === 0 ? words.noMatch : undefined;
};

const viewPill = (
  { composer, state }: PageView,
  runnable: Runnable,
  written: readonly Written[],
  isCurrent: (name: string) => boolean,
) =>
  runnable.options.map((option) => {
    const value = written.find((one) => one.option === option.name);
    if (!value && !option.required) return nothing;
    const isMissing = option.required === true && (value?.raw ?? '') === '';
    return html`<button
      type="button"
      class="pill ${isMissing ? 'is-missing' : ''} ${isCurrent(option.name) ? 'is-current' : ''}"
      title=${option.description}
      @pointerdown=${keepFocus}
      @click=${() => {
        if (!value) composer.write(`${state.composer.text.trimEnd()} ${option.label}: `);
      }}
    >
      <b>${option.label}</b>${value?.raw ? html` <span>${value.raw}</span>` : nothing}
    </button>`;
  });

const viewPills = (view: PageView, palette: Palette) => {
  if (palette.reading.kind !== 'filling') return nothing;
  const { runnable, written, current } = palette.reading;
  const words = composerWords(view.state.fan.locale);
  const optional = runnable.options.filter(
    (option) => !option.required && !written.some((one) => one.option === option.name),
  ).length;
  return html`<div
    class="pills"
    role="group"
    data-testid="option-pills"
    aria-label=${words.optionsOf(runnable.label)}
  >
    <span class="pill-command">/${runnable.label}</span>
    ${viewPill(view, runnable, written, (name) => name === current?.option)}
    ${optional > 0 ? html`<span class="pill-more">${words.moreOptional(optional)}</span>` : nothing}
  </div>`;
};

const viewPalette = (view: PageView, palette: Palette, isOpen: boolean) => {
  const note = emptyNote(view.state, palette);
  return html`<div class="palette" data-testid="palette" ?hidden=${!isOpen}>
    ${palette.title ? html`<p class="palette-title">${palette.title}</p>` : nothing}
    <ul
      id="suggestions"
      role="listbox"
      aria-label=${palette.title || composerWords(view.state.fan.locale).suggestions}
    >
      ${palette.suggestions.map((suggestion, index) =>
        viewSuggestion(view, suggestion, index, index === activeIndex(view.state, palette)),
      )}
    </ul>
    ${palette.suggestions.length === 0 && note ? html`<p class="palette-note">${note}</p>` : nothing}
  </div>`;
};

const viewReply = ({ state, actions }: PageView) => {
  const { replyTo } = state.composer;
  if (!replyTo) return nothing;
  const words = composerWords(state.fan.locale);
  return html`<div class="replying">
    <span>${words.replyingTo} <b>${nameOf(state, replyTo.author)}</b></span>
    <button
      type="button"
      class="icon-button"
      aria-label=${words.cancelReply}
      @click=${() => {
        state.composer.replyTo = undefined;
        actions.changed();
      }}
    >
      ${icon('close')}
    </button>
  </div>`;
};

const viewHint = (state: PageState) => {
  const { problem } = state.composer;
  const words = composerWords(state.fan.locale);
  if (problem !== undefined)
    return html`<span class="problem" role="alert" data-testid="composer-problem">${problem}</span>`;
  if (isPending(state, (one) => one.channelId === state.channelId && one.messageId === undefined)) {
    return html`<span>${words.sending}</span>`;
  }
  const now = Date.now();
  const typing = [...(state.typing.get(state.channelId ?? '') ?? [])].filter(([, until]) => until > now);
  const names = typing.map(([id]) => nameById(state, id));
  if (names.length === 0) return nothing;
  return html`<span>${words.typing(names)}</span>`;
};

/** The suggestion that Enter takes: the one moved to, or the first of an eager palette. */
const activeIndex = (state: PageState, palette: Palette): number => {
  if (state.composer.active >= 0 || !palette.isEager || palette.suggestions.length === 0)
    return state.composer.active;
  return 0;
};

export const viewComposer = (view: PageView) => {
  const { state, composer } = view;
  const channel = state.channels.get(state.channelId ?? '');
  if (!channel) return nothing;
  const palette = readPalette(state);
  const isOpen =
    !state.composer.isDismissed &&
    palette.reading.kind !== 'chat' &&
    (palette.suggestions.length > 0 || emptyNote(state, palette) !== undefined || palette.title !== '');
  const name = `${channelMark(channel)}${channelName(state, channel)}`;
  const words = composerWords(state.fan.locale);
  const active = activeIndex(state, palette);
  const readCaret = (event: Event) => {
    const input = event.target as HTMLInputElement;
    composer.moveCaret(input.selectionStart ?? input.value.length);
  };
  return html`<div class="composer">
    ${viewPalette(view, palette, isOpen)} ${viewReply(view)} ${viewPills(view, palette)}
    <form
      class="composer-line"
      @submit=${(event: Event) => {
        event.preventDefault();
        composer.submit();
      }}
    >
      <button
        type="button"
        class="icon-button"
        aria-label=${words.browse}
        title=${words.browse}
        @click=${() => {
          composer.write('/');
          document.querySelector<HTMLInputElement>('#composer-input')?.focus();
        }}
      >
        ${icon('slash')}
      </button>
      <input
        id="composer-input"
        data-testid="composer"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="send"
        maxlength="4000"
        aria-label=${words.message(name)}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls="suggestions"
        aria-expanded=${isOpen && palette.suggestions.length > 0}
        aria-activedescendant=${isOpen && active >= 0 ? `suggestion-${active}` : nothing}
        aria-describedby="composer-hint"
        placeholder=${words.placeholder(name)}
        .value=${live(state.composer.text)}
        @input=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          composer.input(input.value, input.selectionStart ?? input.value.length);
        }}
        @keydown=${composer.key}
        @keyup=${readCaret}
        @click=${readCaret}
      />
      <button
        type="submit"
        class="icon-button send"
        aria-label=${words.send}
        ?disabled=${state.composer.text.trim() === ''}
      >
        ${icon('send')}
      </button>
    </form>
    <p class="hint" id="composer-hint" aria-live="polite">${viewHint(state)}</p>
  </div>`;
};
