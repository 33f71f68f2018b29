import {
  ApplicationCommandOptionType as OptionType,
  ChannelType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
} from 'discord-api-types/v10';
import { channelName, nameOf, type PageState } from '../state.ts';
import type { RunnableOption } from './command-text.ts';
import { composerWords, type ComposerWords } from './words.ts';

export type OptionValue =
  { kind: 'value'; value: string | number | boolean } | { kind: 'problem'; problem: string };

export type Candidate = { name: string; value: string | number; note?: string };

const threadTypes: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

export const memberCandidates = (state: PageState): Candidate[] =>
  [...(state.guild?.members.values() ?? [])].map(({ user }) => ({
    name: `@${nameOf(state, user)}`,
    value: user.id,
    note: user.username,
  }));

export const roleCandidates = (state: PageState): Candidate[] =>
  [...(state.guild?.roles.values() ?? [])].map((role) => ({
    name: role.name.startsWith('@') ? role.name : `@${role.name}`,
    value: role.id,
    note: 'role',
  }));

export const channelCandidates = (state: PageState, types: readonly ChannelType[] | undefined): Candidate[] =>
  [...state.channels.values()]
    .filter(({ type }) =>
      types ? types.includes(type) : type !== ChannelType.DM && !threadTypes.includes(type),
    )
    .map((channel) => ({
      name: `#${channelName(state, channel)}`,
      value: channel.id,
      note: ChannelType[channel.type].replace('Guild', '').toLowerCase(),
    }));

/** What can stand for an option, when that is a closed list: choices, yes and no, members, channels, roles. */
export const candidatesOf = (
  state: PageState,
  option: APIApplicationCommandBasicOption,
): readonly Candidate[] | undefined => {
  switch (option.type) {
    case OptionType.Boolean:
      return [
        { name: 'True', value: 'true' },
        { name: 'False', value: 'false' },
      ];
    case OptionType.User:
      return memberCandidates(state);
    case OptionType.Role:
      return roleCandidates(state);
    case OptionType.Mentionable:
      return [...memberCandidates(state), ...roleCandidates(state)];
    case OptionType.Channel:
      return channelCandidates(state, option.channel_types);
    case OptionType.String:
    case OptionType.Integer:
    case OptionType.Number:
      return option.choices;
    case OptionType.Attachment:
      return undefined;
  }
};

const normalized = (text: string) =>
  text
    .replace(/^[@#]+/, '')
    .trim()
    .toLowerCase();

const fromList = (
  words: ComposerWords,
  option: RunnableOption,
  raw: string,
  candidates: readonly Candidate[],
): OptionValue => {
  const mention = /^<(?:@[!&]?|#)(\d+)>$/.exec(raw)?.[1];
  const wanted = normalized(raw);
  const found = candidates.find(
    ({ name, value, note }) =>
      value === mention ||
      normalized(name) === wanted ||
      String(value).toLowerCase() === wanted ||
      note === wanted,
  );
  if (!found) return { kind: 'problem', problem: words.chooseFromList(option.label) };
  if (option.type === OptionType.Boolean) return { kind: 'value', value: found.value === 'true' };
  return { kind: 'value', value: found.value };
};

const asNumber = (
  words: ComposerWords,
  option: { label: string; min_value?: number; max_value?: number },
  raw: string,
  isInteger: boolean,
): OptionValue => {
  const value = Number(raw);
  if (Number.isNaN(value) || (isInteger && !Number.isInteger(value))) {
    return { kind: 'problem', problem: words.number(option.label, isInteger) };
  }
  const { min_value: min = -Infinity, max_value: max = Infinity } = option;
  if (value < min || value > max) {
    return { kind: 'problem', problem: words.range(option.label, min, max) };
  }
  return { kind: 'value', value };
};

/** Turns what was typed into the value the wire wants, or says what is wrong in one sentence. */
export const readOptionValue = (
  state: PageState,
  option: RunnableOption,
  raw: string,
  picked: APIApplicationCommandOptionChoice | undefined,
): OptionValue => {
  if (picked?.name === raw) return { kind: 'value', value: picked.value };
  const words = composerWords(state.fan.locale);
  const candidates = candidatesOf(state, option);
  if (candidates && candidates.length > 0) return fromList(words, option, raw, candidates);
  switch (option.type) {
    case OptionType.Integer:
    case OptionType.Number:
      return asNumber(words, option, raw, option.type === OptionType.Integer);
    case OptionType.String: {
      const { min_length: min = 0, max_length: max = 6000 } = option;
      if (raw.length >= min && raw.length <= max) return { kind: 'value', value: raw };
      return { kind: 'problem', problem: words.length(option.label, min, max) };
    }
    case OptionType.Attachment:
      return { kind: 'problem', problem: words.noAttachments(option.label) };
    case OptionType.Boolean:
    case OptionType.User:
    case OptionType.Role:
    case OptionType.Mentionable:
    case OptionType.Channel:
      return { kind: 'problem', problem: words.nothingToChoose(option.label) };
  }
};
