import {
  ChannelType,
  PermissionFlagsBits as Flag,
  StickerFormatType,
  StickerType,
} from 'discord-api-types/v10';
import { addChannel, addGuild, addRole, denyOverwrite } from '../../src/playground/server/world/build.ts';
import type { World } from '../../src/playground/server/world/types.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';

export const guildCount = 2_500;

/** A community of middling size; Discord allows 500 channels, 250 roles and 250 emojis. */
const sizes = { roles: 25, categories: 5, texts: 30, voices: 5, emojis: 30, stickers: 3 } as const;

/** For the caption of a table. */
export const serverText =
  `each with ${sizes.categories} categories, ${sizes.texts} text and ${sizes.voices} voice channels with 2 or 3 overwrites, ` +
  `${sizes.roles} roles, ${sizes.emojis} emojis, ${sizes.stickers} stickers, nobody in voice`;

const categories = ['Welcome', 'Drama talk', 'Music', 'Voice', 'Staff'];
const subjects = [
  'general',
  'spoilers',
  'ost',
  'recommendations',
  'screenshots',
  'currently-watching',
  'polls',
];
const roleNames = [
  'Admin',
  'Moderator',
  'Host',
  'DJ',
  'Booster',
  'Early bird',
  'Night owl',
  'Spoiler-safe',
  'Ping me',
];
const topic = 'Mark spoilers, be kind, and keep links to the music stores in the thread of the week, please.';

const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? '';

const emojisOf = (world: World) =>
  Array.from({ length: sizes.emojis }, (_, emoji) => ({
    id: world.nextId(),
    name: `kdrama_mood_${emoji}`,
    roles: [],
    require_colons: true,
    managed: false,
    animated: emoji % 3 === 0,
    available: true,
  }));

const stickersOf = (world: World) =>
  Array.from({ length: sizes.stickers }, (_, sticker) => ({
    id: world.nextId(),
    name: `Rain ${sticker}`,
    description: 'Two under one umbrella',
    tags: 'umbrella',
    type: StickerType.Guild as const,
    format_type: StickerFormatType.PNG,
    available: true,
  }));

/** Fans named `fan0`, `fan1` …, each the owner of one of the first servers, which has a channel `general`. */
export const createLargeWorld = (fans: number): World => {
  const world = createWorld();
  const scenery = addUser(world, { username: 'somebody' });
  for (let index = 0; index < guildCount; index += 1) {
    const isFans = index < fans;
    const owner = isFans ? addUser(world, { username: `fan${index}`, token: `fan.${index}` }) : scenery;
    const guild = addGuild(world, {
      name: `K-drama evenings of number ${index}`,
      owner,
      emojis: emojisOf(world),
      stickers: stickersOf(world),
    });
    // Besides the one of everybody and the bot's own.
    const roles = Array.from({ length: sizes.roles - 2 }, (_, role) =>
      addRole(world, guild, {
        name: `${pick(roleNames, role)} ${Math.floor(role / roleNames.length) + 1}`,
        permissions: Flag.ViewChannel | Flag.SendMessages,
        color: 0x335577 + role,
      }),
    );
    const firstVoice = sizes.categories + sizes.texts;
    for (let channel = 0; channel < firstVoice + sizes.voices; channel += 1) {
      const isCategory = channel < sizes.categories;
      const isVoice = channel >= firstVoice;
      const overwrites = Array.from({ length: 2 + (channel % 2) }, (_, role) =>
        denyOverwrite(roles[(channel + role) % roles.length]?.id ?? guild.id, 'role', Flag.AddReactions),
      );
      addChannel(world, guild, {
        name: isCategory
          ? pick(categories, channel)
          : channel === sizes.categories
            ? 'general'
            : `${pick(subjects, channel)}-${channel}`,
        type: isCategory
          ? ChannelType.GuildCategory
          : isVoice
            ? ChannelType.GuildVoice
            : ChannelType.GuildText,
        overwrites,
        ...(!isCategory && !isVoice && channel % 2 === 0 && { topic }),
      });
    }
  }
  return world;
};
