import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { searchMembers } from '../world/members.ts';
import type { World } from '../world/types.ts';
import { memberWire } from '../world/wire.ts';
import { sendDispatch, type Session } from './session.ts';

const CHUNK_SIZE = 1000;

export type MembersRequest = {
  guild_id: string;
  query?: string;
  limit?: number;
  user_ids?: string | string[];
  nonce?: string;
};

/** Op 8. Asking for everybody needs the Guild Members intent; without it nothing comes, as on Discord. */
export const sendMembers = (world: World, session: Session, request: MembersRequest): void => {
  const guild = world.guilds.get(request.guild_id);
  if (!guild?.members.has(session.user.wire.id)) return;
  const ids = request.user_ids === undefined ? undefined : [request.user_ids].flat();
  const wantsAll = ids === undefined && !request.query;
  if (wantsAll && session.isBot && !(session.intents & Intent.GuildMembers)) return;
  const found = ids
    ? ids.flatMap((id) => guild.members.get(id) ?? [])
    : searchMembers(world, guild, request.query ?? '', request.limit ?? 0);
  const count = Math.max(1, Math.ceil(found.length / CHUNK_SIZE));
  for (let index = 0; index < count; index += 1) {
    const members = found.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE);
    const chunk = {
      guild_id: guild.id,
      members: members.map((member) => memberWire(world, member)),
      chunk_index: index,
      chunk_count: count,
      ...(ids && index === 0 && { not_found: ids.filter((id) => !guild.members.has(id)) }),
      ...(request.nonce !== undefined && { nonce: request.nonce }),
    };
    sendDispatch(session, 'GUILD_MEMBERS_CHUNK', JSON.stringify(chunk));
  }
};
