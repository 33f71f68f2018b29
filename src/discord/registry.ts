import { ApplicationCommandOptionType } from 'discord.js';
import type { Command, Component, ContextMenu } from './command.ts';

/** Every command, context menu and component, looked up by name. */
export interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly contextMenus: ReadonlyMap<string, ContextMenu>;
  readonly components: ReadonlyMap<string, Component>;
}

/** The paths a command's data lets a member run. */
const pathsOf = ({ data }: Command): string[] => {
  const options = data.options ?? [];
  const paths = options.flatMap((option) => {
    if (option.type === ApplicationCommandOptionType.Subcommand) return [`${data.name} ${option.name}`];
    if (option.type !== ApplicationCommandOptionType.SubcommandGroup) return [];
    return (option.options ?? []).map((inner) => `${data.name} ${option.name} ${inner.name}`);
  });
  return paths.length > 0 ? paths : [data.name];
};

const addOnce = <Value>(map: Map<string, Value>, kind: string, name: string, value: Value): void => {
  if (map.has(name)) throw new Error(`The ${kind} "${name}" is defined twice.`);
  map.set(name, value);
};

/** @throws Error naming the command, menu or route that is defined twice or has no handler. */
export const createRegistry = (
  commands: readonly Command[],
  contextMenus: readonly ContextMenu[],
): Registry => {
  const registry = {
    commands: new Map<string, Command>(),
    contextMenus: new Map<string, ContextMenu>(),
    components: new Map<string, Component>(),
  };
  for (const command of commands) {
    addOnce(registry.commands, 'command', command.data.name, command);
    for (const path of pathsOf(command)) {
      if (command.handlers[path] === undefined) throw new Error(`The command "/${path}" has no handler.`);
    }
  }
  for (const menu of contextMenus) addOnce(registry.contextMenus, 'context menu', menu.data.name, menu);
  for (const component of [...commands, ...contextMenus].flatMap(({ components }) => components ?? [])) {
    addOnce(registry.components, 'component route', component.route.name, component);
  }
  return registry;
};
