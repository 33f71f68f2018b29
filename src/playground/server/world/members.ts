import type { World, WorldGuild, WorldMember } from './types.ts';

/** Members whose nickname, username or display name begins with the query; `limit` 0 is no limit. */
export const searchMembers = (world: World, guild: WorldGuild, query: string, limit: number): WorldMember[] => {
  const prefix = query.toLowerCase();
  const matches = [...guild.members.values()].filter((member) => {
    const user = world.users.get(member.userId)?.wire;
    return [member.nick, user?.username, user?.global_name].some((name) => name?.toLowerCase().startsWith(prefix));
  });
  return limit > 0 ? matches.slice(0, limit) : matches;
};
