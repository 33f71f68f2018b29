import type { APIEmbedField } from 'discord.js';
import { channelUses } from '../core/server-settings.ts';
import { clockTimeIn } from '../core/time-zone.ts';
import type { View } from '../discord/replies.ts';
import { languageName } from '../i18n/index.ts';
import type { Catalog } from '../i18n/index.ts';
import type { ServerSettings } from '../core/server-settings.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour } from './format.ts';
import { routes } from './routes.ts';

export interface SettingsShown {
  readonly settings: ServerSettings;
  /** The language in use when none is set. */
  readonly usualLocale: string;
  readonly defaultZone: string;
  readonly now: number;
  /** Above the settings; what the change before came to. */
  readonly lead?: string;
  /** Takes the last change back. */
  readonly undoId?: string;
}

const timeField = ({ settings, defaultZone, now }: SettingsShown, text: Catalog): APIEmbedField => {
  const zone = settings.zone ?? defaultZone;
  const say = settings.zone === undefined ? text.settings.timezoneDefault : text.settings.time;
  return { name: text.settings.timezone, value: say({ zone, time: clockTimeIn(zone, now) }) };
};

const resetButtons = ({ settings, undoId }: SettingsShown, text: Catalog) => {
  const reset = (what: keyof typeof text.settings.reset, isSet: boolean) =>
    isSet ? [actionButton(routes.settingsReset.encode({ what }), text.settings.reset[what])] : [];
  return buttonRow([
    ...(undoId === undefined ? [] : [actionButton(undoId, text.settings.undo, { style: 'primary' })]),
    ...reset('language', settings.locale !== undefined),
    ...reset('timezone', settings.zone !== undefined),
    ...reset('dj-role', settings.djRoleId !== undefined),
    ...reset('channels', Object.keys(settings.channels).length > 0),
  ]);
};

/** All settings of a server, each with a button back to its default. */
export const settingsView = (shown: SettingsShown, text: Catalog): View => {
  const { settings, usualLocale, lead } = shown;
  const words = text.settings;
  return {
    ...(lead !== undefined && { content: lead }),
    embeds: [
      {
        color: accentColour,
        title: words.title,
        fields: [
          {
            name: words.language,
            value:
              settings.locale === undefined
                ? words.languageByDiscord({ language: languageName(usualLocale) })
                : languageName(settings.locale),
          },
          timeField(shown, text),
          {
            name: words.djRole,
            value: settings.djRoleId === undefined ? words.noDjRole : `<@&${settings.djRoleId}>`,
          },
          ...channelUses.map((use) => {
            const channelId = settings.channels[use];
            return {
              name: words.channel[use],
              value: channelId === undefined ? words.anyChannel : `<#${channelId}>`,
              inline: true,
            };
          }),
        ],
        footer: { text: words.footer },
      },
    ],
    components: resetButtons(shown, text),
  };
};
