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

/** A command and what it has below it: one line each would be more than anybody reads in a minute. */
const lineOf = ({ data: command }: Command, { locale }: Catalog): HelpLine => ({
  name: localPath(locale, command.name),
  description: localDescription(locale, command.name) ?? command.description,
  subcommands: (command.options ?? [])
    .filter((option) => option.type === ApplicationCommandOptionType.Subcommand)
    .map(({ name }) => localPath(locale, `${command.name} ${name}`).split(' ').slice(1).join(' ')),
});

/** `commands` is asked when help is run: the list is complete only after every command is made. */
export const createHelp = ({ commands }: { commands: () => readonly Command[] }) => {
  /** By language: the commands never change while the bot runs. */
  const views = new Map<Catalog, View>();
  const viewIn = (text: Catalog): View => {
    const known = views.get(text);
    if (known !== undefined) return known;
    const lines = commands().map((command) => lineOf(command, text));
    const view = helpView(text, lines);
    views.set(text, view);
    return view;
  };
  return defineCommand(data, {
    handlers: { help: { defer: 'none', run: ({ text }) => whisper(viewIn(text)) } },
  });
};
