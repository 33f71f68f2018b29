import { ApplicationCommandOptionType } from 'discord.js';
import type { Command } from '../discord/command.ts';
import { defineCommand } from '../discord/command.ts';
import type { CommandData } from '../discord/options.ts';
import type { View } from '../discord/replies.ts';
import { whisper } from '../discord/replies.ts';
import { localDescription, localPath } from '../i18n/commands.ts';
import type { Catalog } from '../i18n/index.ts';
import { helpView } from '../views/help.ts';
import type { HelpLine } from '../views/help.ts';

export const data = {
  name: 'help',
  description: 'What Sonagi can do, in a minute',
} as const satisfies CommandData;

/** "/ost song" and its description, for every path of a command. */
const linesOf = ({ data: command }: Command): HelpLine[] => {
  const subcommands = (command.options ?? []).filter(
    (option) => option.type === ApplicationCommandOptionType.Subcommand,
  );
  return subcommands.length === 0
    ? [{ path: command.name, description: command.description }]
    : subcommands.map(({ name, description }) => ({ path: `${command.name} ${name}`, description }));
};

/** `commands` is asked when help is run: the list is complete only after every command is made. */
export const createHelp = ({ commands }: { commands: () => readonly Command[] }) => {
  /** By language: the commands never change while the bot runs. */
  const views = new Map<Catalog, View>();
  const viewIn = (text: Catalog): View => {
    const lines = (): readonly HelpLine[] =>
      commands()
        .flatMap(linesOf)
        .map(({ path, description }) => ({
          path: localPath(text.locale, path),
          description: localDescription(text.locale, path) ?? description,
        }));
    const view = views.get(text) ?? helpView(text, lines());
    views.set(text, view);
    return view;
  };
  return defineCommand(data, {
    handlers: { help: { defer: 'none', run: ({ text }) => whisper(viewIn(text)) } },
  });
};
