import type { REST } from 'discord.js';
import { DiscordAPIError, Routes } from 'discord.js';
import { z } from 'zod';
import { localise } from './localise.ts';
import type { Registry } from './registry.ts';

export type Registered = 'unchanged' | 'updated';

/** Fields Discord adds to what it was given, or fills in when they are left out. */
const addedByDiscord = new Set(['id', 'application_id', 'guild_id', 'version', 'default_permission']);
const defaults: Readonly<Record<string, unknown>> = {
  type: 1,
  nsfw: false,
  required: false,
  autocomplete: false,
  default_member_permissions: null,
  dm_permission: true,
};

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  // The description of a context menu comes back as "".
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** One form for what we send and what Discord returns: sorted keys, defaults and Discord's own additions left out. */
const normalise = (value: unknown, depth = 0): unknown => {
  if (Array.isArray(value)) return value.map((item) => normalise(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !(depth === 1 && addedByDiscord.has(key)))
    .filter(([key, item]) => !isEmpty(item) && defaults[key] !== item)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, normalise(item, depth + 1)]));
};

const byName = (
  a: { name: string; type?: number | undefined },
  b: { name: string; type?: number | undefined },
) => (a.name === b.name ? (a.type ?? 1) - (b.type ?? 1) : a.name < b.name ? -1 : 1);

/** Discord fills these in from the application's settings when they were not sent. */
const withoutServerDefaults = <C extends object>(command: C): Omit<C, 'contexts' | 'integration_types'> => {
  const copy: C & { contexts?: unknown; integration_types?: unknown } = { ...command };
  delete copy.contexts;
  delete copy.integration_types;
  return copy;
};

const listSchema = z.array(z.looseObject({ name: z.string(), type: z.number().optional() }));

/** Whether Discord has these very commands already. */
export const sameCommands = (
  ours: readonly { name: string; type?: number | undefined }[],
  theirs: unknown,
): boolean => {
  const parsed = listSchema.safeParse(theirs);
  if (!parsed.success) return false;
  const form = (list: readonly { name: string; type?: number | undefined }[]) =>
    JSON.stringify(normalise([...list].sort(byName).map(withoutServerDefaults)));
  return form(ours) === form(parsed.data);
};

export const commandBodies = (registry: Registry) => [
  ...[...registry.commands.values()].map(({ data }) => localise(data)),
  ...[...registry.contextMenus.values()].map(({ data }) => localise(data)),
];

/**
 * Makes Discord's list of our commands equal to the registry's, globally or in one guild. Writes only on a difference:
 * Discord allows 200 creations a day, and an unchanged global list stays cached by the clients.
 */
export const syncCommands = async (
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  registry: Registry,
): Promise<Registered> => {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const body = commandBodies(registry);
  const current = await rest
    .get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })
    .catch((error: unknown) => {
      // Not every server that speaks Discord's protocol can list commands; all can take them.
      if (error instanceof DiscordAPIError && error.status === 404) return undefined;
      throw error;
    });
  if (sameCommands(body, current)) return 'unchanged';
  await rest.put(route, { body });
  return 'updated';
};
