import type { APIEmbedField } from 'discord.js';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { accentColour } from './format.ts';

export interface HelpLine {
  /** Without the slash. */
  readonly name: string;
  readonly description: string;
  readonly subcommands: readonly string[];
}

const maxFieldLength = 1024;

/** As many fields as the commands need: Discord cuts none of them off. */
const commandFields = (lines: readonly HelpLine[], name: string): APIEmbedField[] => {
  const values: string[] = [];
  for (const { name: command, description, subcommands } of lines) {
    const more = subcommands.length === 0 ? '' : `\n-# ${subcommands.join(' · ')}`;
    const line = `\`/${command}\` ${description}${more}`;
    const longer = [values.at(-1), line].filter((part) => part !== undefined).join('\n');
    if (values.length > 0 && longer.length <= maxFieldLength) values.splice(-1, 1, longer);
    else values.push(line);
  }
  return values.map((value, index) => ({ name: index === 0 ? name : '\u200b', value }));
};

export const helpView = (text: Catalog, lines: readonly HelpLine[]): View => ({
  embeds: [
    {
      color: accentColour,
      title: text.help.title,
      description: text.help.intro,
      fields: [
        ...commandFields(lines, text.help.commands),
        { name: text.help.tips, value: `${text.help.tipGuess}\n${text.help.tipSources}` },
      ],
    },
  ],
});
