import { escapeMarkdown } from 'discord.js';

/** The bot's colour: a rainy evening blue. */
export const accentColour = 0x4a7fb5;

const ellipsis = '…';

/** Cuts to at most `length` UTF-16 units, never through a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '') + ellipsis;

/** Shows text from outside as it is: no markdown, no mention, no invisible direction changes, at most `length` units. */
export const escapeText = (text: string, length = 100): string =>
  escapeMarkdown(cut(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim(), length), {
    maskedLink: true,
    heading: true,
    bulletedList: true,
    numberedList: true,
  }).replace(/([<@])/g, '$1\u200b');

/** The same for what Discord shows as it is: authors, footers, the status of a channel. */
export const plainText = (text: string, length = 100): string =>
  cut(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim(), length);

/** `3:07` for 187,000 ms. */
export const minutesAndSeconds = (lengthMs: number): string => {
  const seconds = Math.round(lengthMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Lines as long as they fit into one embed field or description; the rest is counted, not cut in the middle. */
export const fitLines = (lines: readonly string[], length: number): string => {
  let fitted = '';
  for (const line of lines) {
    if (fitted.length + line.length + 1 > length - 2) return `${fitted}${ellipsis}`;
    fitted += `${line}\n`;
  }
  return fitted.trimEnd();
};
