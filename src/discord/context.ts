import type { Interaction } from 'discord.js';
import { SnowflakeUtil } from 'discord.js';
import type { Catalog } from '../i18n/index.ts';

/** Who asks, where and in which language: what a handler may know of an interaction. */
export interface Context {
  readonly interaction: Interaction;
  readonly userId: string;
  /** The name members see. */
  readonly userName: string;
  /** `null` in a direct message. */
  readonly guildId: string | null;
  readonly channelId: string | null;
  /** When the member acted, by Discord's own clock, in milliseconds: the bot's lag never decides. */
  readonly at: number;
  /** Texts in the member's language, for private answers. */
  readonly text: Catalog;
  /** Texts in the server's language, for what everybody reads. */
  readonly guildText: Catalog;
}

/** Chooses texts by a Discord locale such as `ko`; `undefined` gives the bot's default. */
export type Texts = (locale: string | null | undefined) => Catalog;

const displayName = (interaction: Interaction): string =>
  interaction.member !== null && 'displayName' in interaction.member
    ? interaction.member.displayName
    : interaction.user.displayName;

/** The locale of a server: what its moderators chose, else what Discord says. */
export type ServerLocale = (guildId: string | null, discordLocale: string | null) => string | null;

export const createContext = (
  interaction: Interaction,
  texts: Texts,
  serverLocale: ServerLocale,
): Context => ({
  interaction,
  userId: interaction.user.id,
  userName: displayName(interaction),
  guildId: interaction.guildId,
  channelId: interaction.channelId,
  at: SnowflakeUtil.timestampFrom(interaction.id),
  text: texts(interaction.locale),
  guildText: texts(serverLocale(interaction.guildId, interaction.guildLocale)),
});

/** A context inside a server, as the guard `inServer` leaves it. */
export interface GuildContext extends Context {
  readonly guildId: string;
  readonly channelId: string;
}
