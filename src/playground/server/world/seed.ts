import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { addChannel, addGuild, addMember, addRole } from './build.ts';
import type { World, WorldGuild, WorldUser } from './types.ts';
import { addUser } from './world.ts';

export type DemoWorld = { guild: WorldGuild; fans: WorldUser[] };

const FANS = [
  { username: 'minseo', globalName: 'Minseo 민서', locale: 'ko', token: 'fan.minseo' },
  { username: 'dana', globalName: 'Dana', locale: 'en-US', token: 'fan.dana' },
  { username: 'lucia', globalName: 'Lucía', locale: 'es-ES', token: 'fan.lucia' },
] as const;

const CHANNELS = [
  { name: 'general', topic: 'Umbrellas by the door, please' },
  { name: 'quiz-night', topic: 'Name the drama from the song' },
  { name: 'ost-talk', topic: 'What is on repeat today' },
  { name: 'Listening room', type: ChannelType.GuildVoice },
  { name: 'Encore stage', type: ChannelType.GuildStageVoice },
];

const VOICE_MODERATION = Flag.MoveMembers | Flag.MuteMembers | Flag.DeafenMembers;

/** The world of `npm start`: one server, three fans of which the first is host, the bot and places to meet. */
export const seedDemo = (world: World): DemoWorld => {
  const owner = world.users.get(world.application.ownerId);
  if (!owner) throw new Error('The world has no owner of the application.');
  const guild = addGuild(world, { name: 'Rainy Day Café', owner });
  const host = addRole(world, guild, {
    name: 'Host',
    permissions:
      Flag.ManageGuild | Flag.ManageEvents | Flag.CreateEvents | Flag.ManageMessages | VOICE_MODERATION,
    color: 0x5b8def,
  });
  for (const channel of CHANNELS) addChannel(world, guild, channel);
  const fans = FANS.map((fan, index) => {
    const user = addUser(world, fan);
    addMember(world, guild, user, { roleIds: index === 0 ? [host.id] : [] });
    return user;
  });
  return { guild, fans };
};
