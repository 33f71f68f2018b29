import type { APIEmbed } from 'discord.js';
import { expect } from 'vitest';
import type { View } from '../../src/discord/replies.ts';

/** Discord's documented limits for a message with embeds and action rows. */
const embedLimits = { title: 256, description: 4096, fields: 25, fieldName: 256, fieldValue: 1024 };
const maxFooter = 2048;
const maxAllEmbeds = 6_000;
const maxContent = 2_000;

interface Part {
  readonly type: number;
  readonly label?: string;
  readonly url?: string;
  readonly custom_id?: string;
  readonly placeholder?: string;
  readonly options?: readonly {
    readonly label: string;
    readonly value: string;
    readonly description?: string;
  }[];
}

const between = (what: string, text: string | undefined, least: number, most: number): string[] =>
  text === undefined || (text.length >= least && text.length <= most)
    ? []
    : [`${what} has ${text.length} characters, not ${least} to ${most}: ${text.slice(0, 60)}`];

const embedProblems = (embed: APIEmbed): string[] => [
  ...between('title', embed.title, 1, embedLimits.title),
  ...between('description', embed.description, 1, embedLimits.description),
  ...between('footer', embed.footer?.text, 1, maxFooter),
  ...((embed.fields?.length ?? 0) > embedLimits.fields ? ['too many fields'] : []),
  ...(embed.fields ?? []).flatMap(({ name, value }) => [
    ...between('field name', name, 1, embedLimits.fieldName),
    ...between(`field "${name}"`, value, 1, embedLimits.fieldValue),
  ]),
];

const embedLength = ({ title = '', description = '', footer, fields = [] }: APIEmbed): number =>
  [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])].join('')
    .length;

const optionProblems = ({ options = [] }: Part): string[] => [
  ...(options.length < 1 || options.length > 25 ? [`a select has ${options.length} options`] : []),
  ...(new Set(options.map(({ value }) => value)).size < options.length ? ['a select has a value twice'] : []),
  ...options.flatMap(({ label, value, description }) => [
    ...between('option label', label, 1, 100),
    ...between('option value', value, 1, 100),
    ...between('option description', description, 1, 100),
  ]),
];

const rowProblems = (parts: readonly Part[]): string[] => {
  const [first] = parts;
  const isButtons = parts.every(({ type }) => type === 2);
  return [
    ...(parts.length < 1 || parts.length > (isButtons ? 5 : 1) ? [`a row holds ${parts.length} parts`] : []),
    ...(first !== undefined && !isButtons ? optionProblems(first) : []),
    ...parts.flatMap(({ type, label, url, custom_id: customId, placeholder }) => [
      ...(type === 2 ? between('button label', label ?? '', 1, 80) : []),
      ...(url === undefined ? between('custom_id', customId ?? '', 1, 100) : between('address', url, 1, 512)),
      ...between('placeholder', placeholder, 1, 150),
    ]),
  ];
};

/** What Discord would refuse in a message, in words; empty when nothing. */
export const limitProblems = ({ content, embeds = [], components = [] }: View): string[] => {
  const rows = components.map((row) => (row as unknown as { components: readonly Part[] }).components);
  const ids = rows.flat().flatMap(({ custom_id: customId }) => customId ?? []);
  return [
    ...between('content', content, 1, maxContent),
    ...(content === undefined && embeds.length === 0 ? ['an empty message'] : []),
    ...(embeds.length > 10 ? ['more than 10 embeds'] : []),
    ...embeds.flatMap(embedProblems),
    ...(embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > maxAllEmbeds
      ? ['embeds are too long together']
      : []),
    ...(rows.length > 5 ? [`${rows.length} rows`] : []),
    ...rows.flatMap(rowProblems),
    ...(new Set(ids).size < ids.length ? [`a custom_id twice: ${ids.join(' ')}`] : []),
  ];
};

/** Fails when Discord would refuse this message; `what` names it in the failure. */
export const expectWithinLimits = (view: View, what = ''): void => {
  expect(limitProblems(view), what).toEqual([]);
};
