import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { addChannel, addGuild, addRole, denyOverwrite } from '../../src/playground/server/world/build.ts';
import type { World } from '../../src/playground/server/world/types.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';

export const guildCount = 2_500;

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

/** Fans named `fan0`, `fan1` …, each the owner of one of the first servers, which has a channel `general`. */
export const createLargeWorld = (fans: number): World => {
  const world = createWorld();
  const scenery = addUser(world, { username: 'somebody' });
  for (let index = 0; index < guildCount; index += 1) {
    const isFans = index < fans;
    const owner = isFans ? addUser(world, { username: `fan${index}`, token: `fan.${index}` }) : scenery;
    const guild = addGuild(world, { name: `K-drama evenings of number ${index}`, owner });
    // With the one of everybody and the bot's own: 20 roles.
    const roles = Array.from({ length: 18 }, (_, role) =>
      addRole(world, guild, {
        name: `${pick(roleNames, role)} ${Math.floor(role / roleNames.length) + 1}`,
        permissions: Flag.ViewChannel | Flag.SendMessages,
        color: 0x335577 + role,
      }),
    );
    for (let channel = 0; channel < 30; channel += 1) {
      const isCategory = channel < categories.length;
      const isVoice = channel >= 25;
      const role = roles[channel % roles.length];
      addChannel(world, guild, {
        name: isCategory
          ? pick(categories, channel)
          : channel === 5
            ? 'general'
            : `${pick(subjects, channel)}-${channel}`,
        type: isCategory
          ? ChannelType.GuildCategory
          : isVoice
            ? ChannelType.GuildVoice
            : ChannelType.GuildText,
        ...(!isCategory && !isVoice && channel % 2 === 0 && { topic }),
        ...(channel % 3 === 0 &&
          role !== undefined && { overwrites: [denyOverwrite(role.id, 'role', Flag.AddReactions)] }),
      });
    }
  }
  return world;
};
