import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Spoils } from '../core/party/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { dramaTitle } from './party-parts.ts';
import { routes } from './routes.ts';

/** Which note of which track. */
export interface NotePlace {
  readonly party: string;
  readonly track: number;
  readonly note: number;
}

/** The name of the modal's one field. */
export const noteEpisodeField = 'episode';

/** Before a note that goes beyond what the one who asks has seen. `seen`: absent when they do not track the drama. */
export const beyondView = (
  catalogue: Catalogue,
  place: NotePlace,
  { dramaId, episode }: Spoils,
  seen: number | undefined,
  text: Catalog,
): View => {
  const { note } = text.party;
  return {
    content: note.beyond({ drama: dramaTitle(catalogue, dramaId), episode, seen }),
    components: buttonRow([
      actionButton(routes.partyNoteRead.encode({ ...place }), note.read, { style: 'primary' }),
      actionButton(routes.partyEpisode.encode({ ...place }), note.setEpisode),
    ]),
  };
};

export const noteEpisodeModal = (
  place: NotePlace,
  text: Catalog,
): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.partyEpisodeSend.encode({ ...place }),
  title: text.party.note.episodeTitle,
  components: [
    {
      type: ComponentType.Label,
      label: text.party.note.episodeLabel,
      component: {
        type: ComponentType.TextInput,
        custom_id: noteEpisodeField,
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: 4,
        required: true,
      },
    },
  ],
});
