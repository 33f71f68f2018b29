import type { Stores } from '../core/ports.ts';
import { serverSettingsSchema } from '../core/server-settings.ts';
import type { ChannelUse, ServerSettings } from '../core/server-settings.ts';

/** One thing that can be set, and what it is set to; `undefined` goes back to the default. */
export type SettingChange =
  | { readonly setting: 'locale'; readonly value: string | undefined }
  | { readonly setting: 'zone'; readonly value: string | undefined }
  | { readonly setting: 'djRole'; readonly value: string | undefined }
  | { readonly setting: 'channel'; readonly use: ChannelUse; readonly value: string | undefined };

export const noSettings: ServerSettings = { channels: {} };

const without = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;

const changed = (settings: ServerSettings, change: SettingChange): ServerSettings => {
  switch (change.setting) {
    case 'locale':
      return without({ ...settings, locale: change.value });
    case 'zone':
      return without({ ...settings, zone: change.value });
    case 'djRole':
      return without({ ...settings, djRoleId: change.value });
    case 'channel':
      return { ...settings, channels: without({ ...settings.channels, [change.use]: change.value }) };
  }
};

export interface Settings {
  /** Reads the settings of every server that has some and is served here; before that, all seem to have none. */
  load(serves?: (guildId: string) => boolean): Promise<void>;
  /** As they are now: every interaction asks, so it must not wait for a store. */
  of(guildId: string | null): ServerSettings;
  /** Stores the changes together, then makes them count. */
  change(guildId: string, changes: readonly SettingChange[]): Promise<ServerSettings>;
  /** The time zone of a server, or the bot's own; of direct messages for `null`. */
  zoneOf(guildId: string | null): string;
  /** Of every server that has set something, as they are stored: also of those that another process serves. */
  everywhere(): Promise<ReadonlyMap<string, ServerSettings>>;
  /** Everything goes back to the defaults: the bot has left the server. */
  forgetServer(guildId: string): Promise<void>;
}

export interface SettingsDeps {
  readonly stores: Stores;
  readonly defaultZone: string;
}

/**
 * Kept in memory whole: only servers that have set something have a record, of some 200 bytes. Another process sees a change
 * when it loads; a server belongs to one shard, so the process that answers it is the one that knows.
 */
export const createSettings = ({ stores, defaultZone }: SettingsDeps): Settings => {
  const store = stores.open('settings', { schema: serverSettingsSchema, version: 1 });
  const known = new Map<string, ServerSettings>();
  const of = (guildId: string | null): ServerSettings => known.get(guildId ?? '') ?? noSettings;
  return {
    of,
    load: async (serves = () => true) => {
      for (const [guildId, settings] of await store.list(() => undefined))
        if (serves(guildId)) known.set(guildId, settings);
    },
    change: async (guildId, changes) => {
      const stored = await store.update(guildId, (current = noSettings) => changes.reduce(changed, current));
      known.set(guildId, stored ?? noSettings);
      return of(guildId);
    },
    zoneOf: (guildId) => of(guildId).zone ?? defaultZone,
    everywhere: () => store.list(() => undefined),
    forgetServer: async (guildId) => {
      await store.delete(guildId);
      known.delete(guildId);
    },
  };
};
