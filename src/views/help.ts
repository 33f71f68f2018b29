import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { accentColour, fitLines } from './format.ts';

interface HelpLine {
  readonly path: string;
  readonly description: string;
}

export const helpView = (text: Catalog, lines: readonly HelpLine[]): View => ({
  embeds: [
    {
      color: accentColour,
      title: text.help.title,
      description: text.help.intro,
      fields: [
        {
          name: text.help.commands,
          value: fitLines(
            lines.map(({ path, description }) => `\`/${path}\` ${description}`),
            1024,
          ),
        },
        { name: text.help.tips, value: `${text.help.tipGuess}\n${text.help.tipSources}` },
      ],
    },
  ],
});
