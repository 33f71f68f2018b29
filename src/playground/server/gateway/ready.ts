import { ChannelType, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { dmWire } from '../world/build.ts';
import { canView } from '../world/permissions.ts';
import type { World, WorldGuild } from '../world/types.ts';
import { applicationFlags, guildCreateWire } from '../world/wire.ts';
import { sendDispatch, shardServes, type Session } from './session.ts';

const guildsOf = (world: World, session: Session): WorldGuild[] =>
  [...world.guilds.values()].filter(
    (guild) =>
      guild.members.has(session.user.wire.id) && (session.isBot ? shardServes(session.shard, guild.id) : true),
  );

const forBot = (world: World, session: Session, guild: WorldGuild): object => {
  const seesAll = (session.intents & Intent.GuildPresences) !== 0;
  const memberIds = seesAll ? guild.members.keys() : new Set([session.user.wire.id, ...guild.voiceStates.keys()]);
  return guildCreateWire(world, guild, { memberIds, canSee: () => true });
};

const forFan = (world: World, session: Session, guild: WorldGuild): object =>
  guildCreateWire(world, guild, {
    memberIds: guild.members.keys(),
    canSee: (channel) => canView(world, channel, session.user.wire.id),
  });

/** A bot hears of its guilds one by one after READY, a fan gets them whole inside READY. */
export const sendReady = (world: World, session: Session, resumeUrl: string): void => {
  const guilds = guildsOf(world, session);
  const dms = [...world.channels.values()].filter(
    ({ wire }) => wire.type === ChannelType.DM && wire.recipients?.some(({ id }) => id === session.user.wire.id),
  );
  const ready = {
    v: 10,
    user: {
      ...session.user.wire,
      verified: true,
      mfa_enabled: false,
      email: null,
      ...(!session.isBot && { locale: session.user.locale }),
    },
    session_id: session.id,
    resume_gateway_url: resumeUrl,
    session_type: 'normal',
    private_channels: session.isBot ? [] : dms.map((channel) => dmWire(channel, session.user.wire.id)),
    guilds: session.isBot
      ? guilds.map(({ id }) => ({ id, unavailable: true }))
      : guilds.map((guild) => forFan(world, session, guild)),
    ...(session.isBot && {
      shard: [session.shard.id, session.shard.count],
      application: { id: world.application.id, flags: applicationFlags(world) },
    }),
  };
  sendDispatch(session, 'READY', JSON.stringify(ready));
  if (!session.isBot || !(session.intents & Intent.Guilds)) return;
  for (const guild of guilds) sendDispatch(session, 'GUILD_CREATE', JSON.stringify(forBot(world, session, guild)));
};
