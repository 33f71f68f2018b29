import type { Mention } from '../core/search/mentions.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { selectRow } from './components.ts';
import { escapeText, fitLines } from './format.ts';
import type { Label } from './labels.ts';
import { routes } from './routes.ts';

const maxContentLength = 2_000;

/** What a message names, with a select to open it. */
export const mentionsView = (label: Label, mentions: readonly Mention[], text: Catalog): View => {
  const found = mentions.flatMap(({ kind, id, words }) => {
    const name = label(kind, id);
    return name === undefined ? [] : [{ kind, id, words, name }];
  });
  if (found.length === 0) return { content: text.mentions.none };
  return {
    content: fitLines(
      [
        text.mentions.found({ count: found.length }),
        ...found.map(({ name, words }) => `- ${escapeText(name)} (“${escapeText(words, 60)}”)`),
      ],
      maxContentLength,
    ),
    components: selectRow(
      routes.mentionOpen.encode({}),
      text.mentions.open,
      found.map(({ kind, id, name }) => ({
        label: name,
        value: `${kind}:${id}`,
        description: kind === 'song' ? text.mentions.song : text.ost.drama,
      })),
    ),
  };
};
