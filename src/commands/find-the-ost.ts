import type { Message, User } from 'discord.js';
import { ApplicationCommandType } from 'discord.js';
import type { FindMentions } from '../core/search/mentions.ts';
import type { ContextMenu } from '../discord/command.ts';
import { select } from '../discord/command.ts';
import { whisper } from '../discord/replies.ts';
import type { Label } from '../views/labels.ts';
import { mentionsView } from '../views/mentions.ts';
import { routes } from '../views/routes.ts';
import { createCards } from './ost/cards.ts';
import type { CardDeps } from './ost/cards.ts';

export interface FindTheOstDeps extends CardDeps {
  readonly findMentions: FindMentions;
  readonly label: Label;
}

/** What can be read of a message, its link previews included. Empty without content, as of a sticker. */
const textOf = (target: Message | User): string =>
  'content' in target
    ? [
        target.content,
        ...target.embeds.flatMap(({ title, author, description }) => [title, author?.name, description]),
      ]
        .filter((part) => typeof part === 'string')
        .join('\n')
    : '';

/** In the "Apps" menu of a message: the songs and dramas it names. Discord sends the message along, no intent needed. */
export const createFindTheOst = ({ findMentions, ...deps }: FindTheOstDeps): ContextMenu => {
  const cards = createCards(deps);
  return {
    data: { type: ApplicationCommandType.Message, name: 'Find the OST' },
    defer: 'none',
    run: ({ text }, target) => whisper(mentionsView(deps.label, findMentions(textOf(target)), text)),
    components: [
      select(routes.mentionOpen, {
        run: async ({ guildId, text }, { values: [value = ''] }) => {
          const [kind, id = ''] = value.split(':', 2);
          return whisper(
            kind === 'drama' ? cards.drama(id, text) : await cards.song(guildId, cards.songOf(id), text),
          );
        },
      }),
    ],
  };
};
