import { discordErrors } from '../../discord-error.ts';
import {
  commandsOf,
  patchCommand,
  putCommand,
  replaceCommands,
  requireCommand,
} from '../../world/commands.ts';
import type { World, WorldUser } from '../../world/types.ts';
import { requireGuild } from '../../world/lookup.ts';
import { checkCommand, checkCommands, type CommandBody } from '../command-rules.ts';
import { created, noContent, ok, route, type RouteContext, type Route, type RouteResult } from '../router.ts';

type Scope = { world: World; guildId: string };
type Params = { applicationId: string; guildId?: string; commandId?: string };
type Handler = (
  scope: Scope,
  context: RouteContext<string>,
  commandId: string,
) => RouteResult | Promise<RouteResult>;

const requireOwn = (world: World, user: WorldUser, applicationId: string): void => {
  if (applicationId !== world.application.id) throw discordErrors.unknownApplication();
  if (user.wire.id !== world.application.botUserId) throw discordErrors.onlyBots();
};

const scoped =
  (handler: Handler) =>
  (context: RouteContext<string>, user: WorldUser): RouteResult | Promise<RouteResult> => {
    const params = context.params as Params;
    requireOwn(context.world, user, params.applicationId);
    const guildId = params.guildId ?? '';
    if (guildId !== '' && !requireGuild(context.world, guildId).hasBot) throw discordErrors.missingAccess();
    return handler({ world: context.world, guildId }, context, params.commandId ?? '');
  };

const dictionaries = new Set(['name_localizations', 'description_localizations']);

const withoutDictionaries = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutDictionaries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dictionaries.has(key))
      .map(([key, inner]) => [key, withoutDictionaries(inner)]),
  );
};

/** Names in other languages are listed only when they are asked for. */
const list = scoped(({ world, guildId }, { query }) => {
  const commands = [...commandsOf(world, guildId).values()];
  return ok(query.get('with_localizations') === 'true' ? commands : withoutDictionaries(commands));
});

const create = scoped(async ({ world, guildId }, { body }) => {
  const { command, isNew } = putCommand(world, guildId, await checkCommand(body));
  return isNew ? created(command) : ok(command);
});

const replace = scoped(async ({ world, guildId }, { body }) =>
  ok(replaceCommands(world, guildId, await checkCommands(body))),
);

const get = scoped(({ world, guildId }, _context, commandId) =>
  ok(requireCommand(world, guildId, commandId)),
);

const patch = scoped(async ({ world, guildId }, { body }, commandId) => {
  const current = requireCommand(world, guildId, commandId);
  await checkCommand({ ...(current as CommandBody), ...(body as Partial<CommandBody>) });
  return ok(patchCommand(world, guildId, commandId, body as Partial<CommandBody>));
});

const remove = scoped(({ world, guildId }, _context, commandId) => {
  requireCommand(world, guildId, commandId);
  commandsOf(world, guildId).delete(commandId);
  return noContent;
});

export const commandRoutes = (): Route[] =>
  ['/applications/:applicationId', '/applications/:applicationId/guilds/:guildId'].flatMap((base) => [
    route('GET', `${base}/commands`, list),
    route('POST', `${base}/commands`, create),
    route('PUT', `${base}/commands`, replace),
    route('GET', `${base}/commands/:commandId`, get),
    route('PATCH', `${base}/commands/:commandId`, patch),
    route('DELETE', `${base}/commands/:commandId`, remove),
  ]);
