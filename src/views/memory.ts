import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Memory } from '../core/memory.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, cut, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { dramaTitle, rowTitle } from './party-parts.ts';
import { routes } from './routes.ts';

const perPage = 8;

/** Whose memories a list shows. */
export type MemoryScope = 'own' | 'song' | 'all';

/** A page of memories, latest first, each to be opened. */
export const memoryListView = (
  catalogue: Catalogue,
  memories: readonly Memory[],
  {
    scope,
    songId,
    page: wanted,
    mayModerate,
  }: { scope: MemoryScope; songId: string; page: number; mayModerate: boolean },
  text: Catalog,
): View => {
  const words = text.memory;
  // Opening it is a choice; a list is read at a glance.
  const toldOf = ({ text: told, spoils }: Memory) =>
    spoils === null || scope === 'own' ? told : words.hidden({ episode: spoils.episode });
  const pages = Math.max(1, Math.ceil(memories.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = memories.slice(page * perPage, (page + 1) * perPage);
  const toPage = (target: number) => routes.memoryPage.encode({ scope, song: songId, page: target });
  const components = [
    ...selectRow(
      routes.memoryPick.encode({}),
      words.pick,
      shown.map((memory) => ({
        label: cut(rowTitle(catalogue, memory.songId), 100),
        value: memory.memoryId,
        description: cut(toldOf(memory), 100),
      })),
    ),
    ...buttonRow([
      ...(pages === 1
        ? []
        : [
            actionButton(toPage(Math.max(0, page - 1)), text.ost.previous, { disabled: page === 0 }),
            actionButton(toPage(Math.min(pages - 1, page + 1)), text.ost.next, {
              disabled: page === pages - 1,
            }),
          ]),
      ...(mayModerate && scope === 'own'
        ? [actionButton(routes.memoryAll.encode({}), words.buttons.ofServer)]
        : []),
    ]),
  ];
  if (memories.length === 0) return { content: words.empty[scope], components };
  return {
    embeds: [
      {
        color: accentColour,
        title: words.listTitle[scope],
        description: fitLines(
          shown.map((memory) =>
            words.line({
              song: rowTitle(catalogue, memory.songId),
              member: mention(memory.memberId),
              text: escapeText(toldOf(memory), 300),
            }),
          ),
          4_000,
        ),
        footer: { text: words.page({ page: page + 1, pages, memories: memories.length }) },
      },
    ],
    components,
  };
};

/** One memory with what its reader may do about it. Private. */
export const memoryView = (
  catalogue: Catalogue,
  memory: Memory,
  reader: { readonly memberId: string; readonly isModerator: boolean },
  text: Catalog,
  lead?: string,
): View => {
  const words = text.memory;
  const { memoryId, isAloud, spoils } = memory;
  const isOwn = memory.memberId === reader.memberId;
  return {
    ...(lead !== undefined && { content: lead }),
    embeds: [
      {
        color: accentColour,
        description: `“${escapeText(memory.text, 400)}”`,
        fields: [
          { name: words.of, value: rowTitle(catalogue, memory.songId), inline: true },
          { name: words.by, value: mention(memory.memberId), inline: true },
          { name: words.aloud, value: words.aloudState[isAloud ? 'yes' : 'no'], inline: true },
          ...(spoils === null
            ? []
            : [
                {
                  name: words.spoiler,
                  value: words.spoilerOf({
                    drama: dramaTitle(catalogue, spoils.dramaId),
                    episode: spoils.episode,
                  }),
                },
              ]),
        ],
      },
    ],
    components: buttonRow([
      ...(isOwn
        ? [
            actionButton(
              routes.memoryAloud.encode({ memory: memoryId, to: isAloud ? 'no' : 'yes' }),
              isAloud ? words.buttons.keepSilent : words.buttons.readAloud,
              isAloud ? {} : { style: 'primary' },
            ),
            actionButton(routes.memoryEpisode.encode({ memory: memoryId }), words.buttons.episode),
          ]
        : []),
      ...(isOwn || reader.isModerator
        ? [
            actionButton(routes.memoryDelete.encode({ memory: memoryId }), words.buttons.remove, {
              style: 'danger',
            }),
          ]
        : []),
      actionButton(routes.memoryPage.encode({ scope: 'own', song: '', page: 0 }), words.buttons.back),
    ]),
  };
};

export const episodeField = 'episode';

export const memoryEpisodeModal = (
  memory: Memory,
  text: Catalog,
): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.memoryEpisodeSend.encode({ memory: memory.memoryId }),
  title: text.memory.episodeTitle,
  components: [
    {
      type: ComponentType.Label,
      label: text.memory.episodeLabel,
      component: {
        type: ComponentType.TextInput,
        custom_id: episodeField,
        style: TextInputStyle.Short,
        max_length: 4,
        required: false,
        ...(memory.spoils !== null && { value: String(memory.spoils.episode) }),
      },
    },
  ],
});
