import type { ChannelUse } from '../../core/server-settings.ts';

/** `/settings`. */
export const settings = {
  title: 'Settings of this server',
  language: 'Language',
  languageByDiscord: (params: { language: string }) => `As Discord says: ${params.language}`,
  timezone: 'Time zone',
  time: (params: { zone: string; time: string }) => `${params.zone}, where it is ${params.time}`,
  timezoneDefault: (params: { zone: string; time: string }) =>
    `${params.zone}, the bot’s own, where it is ${params.time}`,
  djRole: 'DJ role',
  noDjRole: 'None: hosts and moderators steer',
  channel: {
    quiz: 'Channel for quizzes',
    party: 'Channel for parties',
    announcements: 'Channel for announcements',
  } satisfies Record<ChannelUse, string>,
  anyChannel: 'Any',
  changed: 'Done. From now on:',
  undo: 'Undo',
  undone: 'Undone. As before:',
  reset: {
    language: 'Reset language',
    timezone: 'Reset time zone',
    'dj-role': 'Reset DJ role',
    channels: 'Reset channels',
  },
  footer: 'Change one with /settings language, timezone, dj-role or channels.',
};
