import { ApplicationCommandOptionType as OptionType, ChannelType, PermissionFlagsBits } from 'discord.js';
import { channelUses } from '../core/server-settings.ts';
import type { ChannelUse, ServerSettings } from '../core/server-settings.ts';
import { UserError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { clockTimeIn, findTimeZones, toTimeZone } from '../core/time-zone.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { guildContext, inServer, memberMay } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { update, whisper } from '../discord/replies.ts';
import type { View } from '../discord/replies.ts';
import { languageName, localeCodes } from '../i18n/index.ts';
import type { SettingChange, Settings } from '../services/settings.ts';
import { routes } from '../views/routes.ts';
import { settingsView } from '../views/settings.ts';

const channelOption = { type: OptionType.Channel, channel_types: [ChannelType.GuildText] } as const;

const languageChoices: readonly { readonly name: string; readonly value: string }[] = localeCodes.map(
  (code) => ({ name: languageName(code), value: code }),
);

export const data = {
  name: 'settings',
  description: 'How I behave in this server (moderators)',
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    { type: OptionType.Subcommand, name: 'view', description: 'All settings, each with a way back' },
    {
      type: OptionType.Subcommand,
      name: 'language',
      description: 'The language of what everybody reads',
      options: [
        {
          type: OptionType.String,
          name: 'language',
          description: 'Which one',
          required: true,
          choices: languageChoices,
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'timezone',
      description: 'Whose midnight ends a day here, and what times of parties mean',
      options: [
        {
          type: OptionType.String,
          name: 'zone',
          description: 'A city or region, such as Seoul or America/New_York',
          required: true,
          autocomplete: true,
          max_length: 64,
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'dj-role',
      description: 'Who may steer parties beside their host',
      options: [
        { type: OptionType.Role, name: 'role', description: 'Members with this role', required: true },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'channels',
      description: 'Where things happen; what you leave out stays as it is',
      options: [
        { ...channelOption, name: 'quiz', description: 'Quizzes are started here' },
        { ...channelOption, name: 'party', description: 'Parties are announced here' },
        {
          ...channelOption,
          name: 'announcements',
          description: 'New songs and anniversaries are posted here',
        },
      ],
    },
  ],
} as const satisfies CommandData;

export interface SettingsCommandDeps {
  readonly settings: Settings;
  readonly clock: Clock;
  /** The bot's own language, for servers of a language it has no texts in. */
  readonly localeOf: (guildLocale: string | null) => string;
}

/** Also checked here: who may run a command can be changed in Discord's own settings. */
const guards = [inServer, memberMay('ManageGuild')];

type Resettable = 'language' | 'timezone' | 'dj-role' | 'channels';

const resets: Readonly<Record<Resettable, readonly SettingChange[]>> = {
  language: [{ setting: 'locale', value: undefined }],
  timezone: [{ setting: 'zone', value: undefined }],
  'dj-role': [{ setting: 'djRole', value: undefined }],
  channels: channelUses.map((use) => ({ setting: 'channel', use, value: undefined })),
};

/** What a button has to hold to take a change of one thing back. */
const undoOf = ({ setting }: SettingChange, before: ServerSettings): string | undefined => {
  switch (setting) {
    case 'locale':
      return routes.settingsUndo.encode({ what: 'locale', value: before.locale ?? '' });
    case 'zone':
      return routes.settingsUndo.encode({ what: 'zone', value: before.zone ?? '' });
    case 'djRole':
      return routes.settingsUndo.encode({ what: 'djRole', value: before.djRoleId ?? '' });
    case 'channel': {
      const { quiz = '', party = '', announcements = '' } = before.channels;
      return routes.settingsUndo.encode({ what: 'channels', value: `${quiz}.${party}.${announcements}` });
    }
  }
};

const restoring = (
  what: 'locale' | 'zone' | 'djRole' | 'channels',
  value: string,
): readonly SettingChange[] => {
  if (what !== 'channels') return [{ setting: what, value: value === '' ? undefined : value }];
  const ids = value.split('.');
  return channelUses.map((use, index) => ({
    setting: 'channel',
    use,
    value: ids[index] === '' ? undefined : ids[index],
  }));
};

export const createSettingsCommand = ({ settings, clock, localeOf }: SettingsCommandDeps) => {
  const show = (context: Context, more: { readonly lead?: string; readonly undoId?: string } = {}): View => {
    const { guildId } = guildContext(context);
    return settingsView(
      {
        settings: settings.of(guildId),
        usualLocale: localeOf(context.interaction.guildLocale),
        defaultZone: settings.zoneOf(null),
        now: clock.now(),
        ...more,
      },
      context.text,
    );
  };

  const change = async (context: Context, changes: readonly SettingChange[]): Promise<View> => {
    const { guildId } = guildContext(context);
    const before = settings.of(guildId);
    const [first] = changes;
    if (first === undefined) return show(context);
    await settings.change(guildId, changes);
    const undoId = undoOf(first, before);
    return show(context, { lead: context.text.settings.changed, ...(undoId !== undefined && { undoId }) });
  };

  return defineCommand(data, {
    handlers: {
      'settings view': { guards, defer: 'none', run: (context) => whisper(show(context)) },
      'settings language': {
        guards,
        defer: 'none',
        run: async (context, { language }) =>
          whisper(await change(context, [{ setting: 'locale', value: language }])),
      },
      'settings timezone': {
        guards,
        defer: 'none',
        run: async (context, { zone }) => {
          const value = toTimeZone(zone) ?? findTimeZones(zone, 1)[0];
          if (value === undefined) throw new UserError('badTimeZone', { zone });
          return whisper(await change(context, [{ setting: 'zone', value }]));
        },
        complete: {
          zone: (_context, typed) =>
            findTimeZones(typed, 25).map((zone) => ({
              name: `${zone} · ${clockTimeIn(zone, clock.now())}`,
              value: zone,
            })),
        },
      },
      'settings dj-role': {
        guards,
        defer: 'none',
        run: async (context, { role }) =>
          whisper(await change(context, [{ setting: 'djRole', value: role.id }])),
      },
      'settings channels': {
        guards,
        defer: 'none',
        run: async (context, options) => {
          const chosen = channelUses.flatMap((use: ChannelUse): SettingChange[] => {
            const channel = options[use];
            return channel === undefined ? [] : [{ setting: 'channel', use, value: channel.id }];
          });
          return whisper(await change(context, chosen));
        },
      },
    },
    components: [
      button(routes.settingsReset, {
        guards,
        run: async (context, { params }) => update(await change(context, resets[params.what])),
      }),
      button(routes.settingsUndo, {
        guards,
        run: async (context, { params }) => {
          await settings.change(guildContext(context).guildId, restoring(params.what, params.value));
          return update(show(context, { lead: context.text.settings.undone }));
        },
      }),
    ],
  });
};
