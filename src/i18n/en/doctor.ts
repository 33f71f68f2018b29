import type { DiskUse, Findings, Permission, Section } from '../../core/doctor/findings.ts';
import { plural } from '../plural.ts';

const count = plural('en');
const gigabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const shownChannels = 10;

/** As Discord's own settings call them. */
const permissionNames: Readonly<Record<Permission, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
  Connect: 'Connect',
  Speak: 'Speak',
  MuteMembers: 'Mute Members',
  RequestToSpeak: 'Request to Speak',
  SetVoiceChannelStatus: 'Set Voice Channel Status',
  CreateEvents: 'Create Events',
};

const named = (permissions: readonly Permission[]): string =>
  permissions.map((permission) => `**${permissionNames[permission]}**`).join(', ');

const channels = (ids: readonly string[]): string => {
  const shown = ids.slice(0, shownChannels).map((id) => `<#${id}>`);
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const services = { itunes: 'iTunes', deezer: 'Deezer' };
const ffmpegFrom: Readonly<Record<Findings['ffmpegReady']['from'], string>> = {
  packages: 'the one that came with me',
  FFMPEG_PATH: 'the one at FFMPEG_PATH',
  PATH: 'the machine’s own',
};
const diskUses: Readonly<Record<DiskUse, string>> = { store: 'the database', cache: 'prepared audio' };
const uses = (of: readonly DiskUse[]): string => of.map((use) => diskUses[use]).join(' and ');

/** `/doctor`. What only the operator of the bot can do says so: admins of a server are the ones who read this. */
export const doctor = {
  title: 'Check-up',
  summary: (params: { problems: number; warnings: number }) =>
    params.problems + params.warnings === 0
      ? 'Everything is as it should be.'
      : [
          ...(params.problems > 0 ? [count(params.problems, { one: '# problem', other: '# problems' })] : []),
          ...(params.warnings > 0 ? [count(params.warnings, { one: '# warning', other: '# warnings' })] : []),
        ].join(', ') + '. Make a change, then run `/doctor` again.',
  section: {
    permissions: 'Permissions',
    intents: 'Reading messages',
    encryption: 'Voice encryption',
    transcoder: 'Audio conversion',
    sound: 'Where songs come from',
    clock: 'Clock',
    store: 'Database',
    disk: 'Disk',
    catalogue: 'Catalogue',
  } satisfies Record<Section, string>,
  finding: {
    channelsFine: ({ channelIds }) => `I can do everything I need in ${channels(channelIds)}.`,
    roleLacks: ({ role, permissions, channelIds }) =>
      `I lack ${named(permissions)}${channelIds.length > 0 ? ` in ${channels(channelIds)}` : ''}. ` +
      `Server Settings → Roles → ${role} → Permissions → turn on ${named(permissions)}.`,
    channelDenies: ({ role, permissions, channelId }) =>
      `<#${channelId}> keeps ${named(permissions)} from me. ` +
      `Edit Channel <#${channelId}> → Permissions → ${role} → ${permissions.map((permission) => `${permissionNames[permission]} ✓`).join(', ')}.`,
    timedOut: ({ untilSeconds }) =>
      `I am timed out until <t:${untilSeconds}:f>. Click my name in a channel → Remove Timeout.`,
    messageContentOn: () => 'Answers typed in a channel count in a quiz, wherever I may read it.',
    messageContentOff: () =>
      'Answers typed in a channel are not seen; `/guess` and buttons work. To change that, the operator turns on ' +
      'Developer Portal → Bot → Message Content Intent and restarts me.',
    encryptionReady: ({ version }) => `Calls are end-to-end encrypted (DAVE, protocol version ${version}).`,
    encryptionMissing: () =>
      'The library for end-to-end encrypted calls does not load, so Discord lets me into no voice channel. The operator ' +
      'runs `npm ci` on this machine and restarts me.',
    ffmpegReady: ({ from, version }) => `FFmpeg ${version}, ${ffmpegFrom[from]}.`,
    ffmpegMissing: () =>
      'No FFmpeg works here, so files cannot be played. The operator runs `npm ci`, or sets FFMPEG_PATH.',
    libraryRead: ({ files, matched, doubtful, unmatched, broken }) =>
      `Library: ${count(files, { one: '# file', other: '# files' })}, ${matched} matched, ${doubtful} doubtful, ` +
      `${unmatched} of no song I know, ${broken} broken.` +
      (matched === 0 || doubtful + broken > 0
        ? ' The operator finds each with its reason in the report.'
        : ''),
    libraryOff: () => 'No library of own files (AUDIO_LIBRARY is not set).',
    previewsReady: ({ origin }) => `Previews from ${services[origin]} can be had.`,
    previewsLimited: ({ origin, untilSeconds }) =>
      `${services[origin]} wants fewer requests. I ask again <t:${untilSeconds}:R>; until then other sources or text clues are used.`,
    previewsUnreachable: ({ origin }) =>
      `${services[origin]} does not answer. The operator checks this machine’s network and its firewall, or takes it out of AUDIO_PREVIEWS.`,
    previewsOff: () => 'Previews are off (AUDIO_PREVIEWS).',
    noSound: () =>
      'I have no songs to play: rounds use text clues. The operator sets AUDIO_LIBRARY to a folder of audio files, or ' +
      'AUDIO_PREVIEWS to `itunes,deezer`, and restarts me.',
    clockRight: () => 'It agrees with Discord’s.',
    clockAhead: ({ seconds }) =>
      `My machine is ${seconds} s ahead of Discord, or its network is that slow. The operator turns on time synchronisation (NTP).`,
    clockBehind: ({ seconds }) =>
      `My machine is ${seconds} s behind Discord. The operator turns on time synchronisation (NTP).`,
    storeWorks: ({ ms }) => `Written, read and deleted a record in ${ms} ms.`,
    storeSlow: ({ ms }) =>
      `A record took ${ms} ms to write, read and delete. The operator checks the disk and the load of the machine STORE_URL names.`,
    storeBroken: () =>
      'What I write is not what I read. The operator checks the database STORE_URL names: is another program using it?',
    diskFree: ({ of, gigabytes: free }) => `${gigabytes.format(free)} GB free for ${uses(of)}.`,
    diskLow: ({ of, gigabytes: free }) =>
      `Only ${gigabytes.format(free)} GB free for ${uses(of)}. The operator makes room on that disk.`,
    catalogueRead: ({ dramas, songs, artists }) =>
      `${count(dramas, { one: '# drama', other: '# dramas' })}, ${count(songs, { one: '# song', other: '# songs' })}, ` +
      `${count(artists, { one: '# artist', other: '# artists' })}.`,
    checkFailed: () => 'This could not be checked. The operator finds the reason in the log.',
    checkSlow: ({ seconds }) => `This took longer than ${seconds} s and was given up.`,
  } satisfies { readonly [Code in keyof Findings]: (params: Findings[Code]) => string },
};
