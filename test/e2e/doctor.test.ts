import type { APIMessage, APIRole } from 'discord-api-types/v10';
import { MessageFlags, OverwriteType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { withoutPermissions as withoutBotPermissions } from '../support/bot-permissions.ts';
import type { Fan } from '../support/fan.ts';
import { endpointsAt, sendJson, serveHttp } from '../support/preview-server.ts';
import type { TestHttp } from '../support/preview-server.ts';

let services: TestHttp;
let app: TestApp;
let host: Fan;
let isLimited = false;
beforeAll(async () => {
  services = await serveHttp((request, response) => {
    const isItunes = request.url?.includes('entity=song') === true;
    if (isItunes && isLimited) sendJson(response, {}, 403, { 'retry-after': '600' });
    else sendJson(response, isItunes ? { resultCount: 0, results: [] } : { data: [], total: 0 });
  });
  app = await startTestApp(
    {},
    { environment: { AUDIO_PREVIEWS: 'itunes,deezer' }, previewEndpoints: endpointsAt(services.url) },
  );
  host = await app.fan('minseo');
});
afterAll(async () => {
  await app.stop();
  await services[Symbol.asyncDispose]();
});

const sectionOf = ({ embeds }: APIMessage, name: string): string =>
  embeds[0]?.fields?.find((field) => field.name === name)?.value ?? '';

const botRole = (): APIRole => {
  const guild = app.server.world.guilds.get(host.guildId);
  const role = [...(guild?.roles.values() ?? [])].find(({ managed }) => managed);
  if (role === undefined) throw new Error('The bot has no role.');
  return role;
};

const withoutPermissions = (removed: bigint, act: () => Promise<void>): Promise<void> =>
  withoutBotPermissions(app, host.guildId, removed, act);

const withOverwrite = async (channelName: string, deny: bigint, act: () => Promise<void>): Promise<void> => {
  const { world } = app.server;
  const channelId = host.channelId(channelName);
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw new Error(`There is no ${channelName}.`);
  const before = channel.wire.permission_overwrites ?? [];
  // Bots are told of channels they cannot look into as well, so this one goes to the whole server.
  const change = (overwrites: typeof before) => {
    channel.wire.permission_overwrites = overwrites;
    world.publish({ name: 'CHANNEL_UPDATE', guildId: host.guildId, data: channel.wire });
  };
  change([{ id: botRole().id, type: OverwriteType.Role, allow: '0', deny: String(deny) }]);
  try {
    await act();
  } finally {
    change(before);
  }
};

/** What Discord tells us of a change and of a command come one after the other on one socket. */
const examine = () => host.command('doctor', {}, { timeoutMs: 15_000 });

test('says privately that all is well', async () => {
  const answer = await examine();
  expect((answer.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
  const fields = answer.embeds[0]?.fields ?? [];
  expect(fields.map(({ name }) => name)).toEqual([
    'Permissions',
    'Reading messages',
    'Voice encryption',
    'Audio conversion',
    'Where songs come from',
    'Clock',
    'Database',
    'Disk',
    'Catalogue',
  ]);
  // How fast and how full this machine is is not for a test to say.
  const ofThisMachine = ['Clock', 'Database', 'Disk'];
  for (const { name, value } of fields) if (!ofThisMachine.includes(name)) expect(value).toMatch(/^✅/);
  const places = ['general', 'Listening room', 'Encore stage'].map((name) => `<#${host.channelId(name)}>`);
  for (const place of places) expect(sectionOf(answer, 'Permissions')).toContain(place);
  expect(sectionOf(answer, 'Voice encryption')).toMatch(/DAVE, protocol version [1-9]/);
  expect(sectionOf(answer, 'Audio conversion')).toMatch(/FFmpeg \S+/);
  expect(sectionOf(answer, 'Where songs come from')).toContain('Previews from iTunes can be had.');
  expect(sectionOf(answer, 'Where songs come from')).toContain('Previews from Deezer can be had.');
  expect(sectionOf(answer, 'Database')).toMatch(/in \d+ ms/);
  expect(sectionOf(answer, 'Catalogue')).toMatch(/[\d,]+ songs/);
});

test('is for those who manage the server', async () => {
  const dana = await app.fan('dana');
  await expect(dana.command('doctor')).rejects.toThrow('There is no command "doctor"');
});

describe('permissions', () => {
  test('taken from the role are missed in all channels, and no longer when given back', async () => {
    const [room, stage] = [host.channelId('Listening room'), host.channelId('Encore stage')];
    await withoutPermissions(Flag.Connect | Flag.Speak, async () => {
      const permissions = sectionOf(await examine(), 'Permissions');
      expect(permissions).toContain(`❌ I lack **Connect**, **Speak** in <#${room}>, <#${stage}>.`);
      expect(permissions).toContain(
        `Server Settings → Roles → ${botRole().name} → Permissions → turn on **Connect**, **Speak**.`,
      );
    });
    expect(sectionOf(await examine(), 'Permissions')).not.toContain('❌');
  });

  test.each<[string, string, bigint, RegExp]>([
    [
      'Speak',
      'Listening room',
      Flag.Speak,
      /❌ <#\d+> keeps \*\*Speak\*\* from me\. Edit Channel .* → Speak ✓/,
    ],
    ['View Channel', 'Listening room', Flag.ViewChannel, /❌ <#\d+> keeps \*\*View Channel\*\* from me/],
    [
      'a status',
      'Listening room',
      Flag.SetVoiceChannelStatus,
      /⚠️ <#\d+> keeps \*\*Set Voice Channel Status\*\*/,
    ],
    ['Mute Members', 'Encore stage', Flag.MuteMembers, /⚠️ <#\d+> keeps \*\*Mute Members\*\*/],
    [
      'any way to speak',
      'Encore stage',
      Flag.MuteMembers | Flag.RequestToSpeak,
      /❌ <#\d+> keeps \*\*Mute Members\*\*/,
    ],
    ['Embed Links', 'general', Flag.EmbedLinks, /❌ <#\d+> keeps \*\*Embed Links\*\*/],
    ['Attach Files', 'general', Flag.AttachFiles, /⚠️ <#\d+> keeps \*\*Attach Files\*\*/],
  ])('without %s in %s', async (_, name, denied, expected) => {
    await withOverwrite(name, denied, async () => {
      const answer = await examine();
      expect(sectionOf(answer, 'Permissions')).toMatch(expected);
      expect(sectionOf(answer, 'Permissions')).toContain(`<#${host.channelId(name)}> keeps`);
      expect(answer.embeds[0]?.description).toMatch(/\d (problem|warning)/);
    });
    expect(sectionOf(await examine(), 'Permissions')).toMatch(/^✅/);
  });

  test('of the whole server', async () => {
    await withoutPermissions(Flag.CreateEvents, async () => {
      expect(sectionOf(await examine(), 'Permissions')).toContain(
        '⚠️ I lack **Create Events**. Server Settings',
      );
    });
  });
});

test('says until when a preview service wants to be left alone', async () => {
  isLimited = true;
  await app.restart();
  const sound = sectionOf(await examine(), 'Where songs come from');
  expect(sound).toMatch(/⚠️ iTunes wants fewer requests\. I ask again <t:\d+:R>/);
  expect(sound).toContain('✅ Previews from Deezer can be had.');
});
