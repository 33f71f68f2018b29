import {
  ApplicationCommandType as CommandType,
  ApplicationIntegrationType,
  PermissionFlagsBits as Flag,
  type APIApplicationCommand,
} from 'discord-api-types/v10';
import { discordErrors } from '../discord-error.ts';
import { permissionsOf } from './permissions.ts';
import type { World, WorldChannel, WorldGuild } from './types.ts';

/** Under `''` the global commands. */
export const commandsOf = (world: World, guildId: string): Map<string, APIApplicationCommand> => {
  const known = world.commands.get(guildId) ?? new Map<string, APIApplicationCommand>();
  world.commands.set(guildId, known);
  return known;
};

type Body = Partial<APIApplicationCommand> & { name: string };

const MAX_COMMANDS: Readonly<Record<number, number>> = {
  [CommandType.ChatInput]: 100,
  [CommandType.User]: 15,
  [CommandType.Message]: 15,
  [CommandType.PrimaryEntryPoint]: 1,
};

/** Requests may give the set as a number too; answers always hold text. */
const permissionText = (permissions: string | number | null | undefined): string | null =>
  permissions == null ? null : String(permissions);

const build = (world: World, guildId: string, id: string, body: Body): APIApplicationCommand => {
  const type = body.type ?? CommandType.ChatInput;
  return {
    id,
    application_id: world.application.id,
    version: world.nextId(),
    type,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: permissionText(body.default_member_permissions),
    nsfw: body.nsfw ?? false,
    ...(body.options?.length && { options: body.options }),
    ...(guildId === ''
      ? {
          contexts: body.contexts ?? null,
          integration_types: body.integration_types ?? [ApplicationIntegrationType.GuildInstall],
        }
      : { guild_id: guildId }),
  };
};

const findTwin = (
  commands: Map<string, APIApplicationCommand>,
  body: Body,
): APIApplicationCommand | undefined =>
  [...commands.values()].find(
    ({ name, type }) => name === body.name && type === (body.type ?? CommandType.ChatInput),
  );

/** A command of the same name and type is overwritten. */
export const putCommand = (
  world: World,
  guildId: string,
  body: Body,
): { command: APIApplicationCommand; isNew: boolean } => {
  const commands = commandsOf(world, guildId);
  const twin = findTwin(commands, body);
  const type = body.type ?? CommandType.ChatInput;
  const ofType = [...commands.values()].filter((command) => command.type === type).length;
  if (!twin && ofType >= (MAX_COMMANDS[type] ?? 0)) throw discordErrors.tooManyCommands();
  const command = build(world, guildId, twin?.id ?? world.nextId(), body);
  commands.set(command.id, command);
  return { command, isNew: !twin };
};

/** The list replaces what there is; commands that stay keep their ids. */
export const replaceCommands = (
  world: World,
  guildId: string,
  bodies: readonly Body[],
): APIApplicationCommand[] => {
  const before = new Map(commandsOf(world, guildId));
  const built = bodies.map((body) =>
    build(world, guildId, findTwin(before, body)?.id ?? world.nextId(), body),
  );
  for (const [type, max] of Object.entries(MAX_COMMANDS)) {
    if (built.filter((command) => (command.type as number) === Number(type)).length > max)
      throw discordErrors.tooManyCommands();
  }
  world.commands.set(guildId, new Map(built.map((command) => [command.id, command])));
  return built;
};

export const patchCommand = (
  world: World,
  guildId: string,
  commandId: string,
  patch: Partial<Body>,
): APIApplicationCommand => {
  const current = requireCommand(world, guildId, commandId);
  const command = build(world, guildId, commandId, { ...(current as Body), ...patch, type: current.type });
  commandsOf(world, guildId).set(commandId, command);
  return command;
};

export const requireCommand = (world: World, guildId: string, commandId: string): APIApplicationCommand => {
  const command = commandsOf(world, guildId).get(commandId);
  if (!command) throw discordErrors.unknownCommand();
  return command;
};

/** Whether a person sees and may run a command in a place. */
export const mayUse = (
  world: World,
  command: APIApplicationCommand,
  place: { guild: WorldGuild; channel?: WorldChannel; userId: string },
): boolean => {
  const permissions = permissionsOf(world, place.guild, place.userId, place.channel);
  if (!(permissions & Flag.UseApplicationCommands)) return false;
  if (permissions & Flag.Administrator || command.default_member_permissions === null) return true;
  const needed = BigInt(command.default_member_permissions);
  return needed !== 0n && (permissions & needed) === needed;
};

/** What a person could run in a guild: its own commands and the global ones. */
export const visibleCommands = (world: World, guild: WorldGuild, userId: string): APIApplicationCommand[] => {
  if (!guild.hasBot) return [];
  return [...commandsOf(world, guild.id).values(), ...commandsOf(world, '').values()].filter((command) =>
    mayUse(world, command, { guild, userId }),
  );
};
