import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { ComponentType, TextInputStyle } from 'discord.js';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { routes } from './routes.ts';

/** The name of the modal's one field. */
export const confirmationField = 'confirmation';

export const privacyExportView = (data: Readonly<Record<string, unknown>>, text: Catalog): View =>
  Object.keys(data).length === 0
    ? { content: text.privacy.nothing }
    : {
        content: text.privacy.exported,
        files: [
          { attachment: Buffer.from(`${JSON.stringify(data, undefined, 2)}\n`), name: 'sonagi-my-data.json' },
        ],
      };

export const privacyDeleteModal = (text: Catalog): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.privacyDelete.encode({}),
  title: text.privacy.modalTitle,
  components: [
    {
      type: ComponentType.Label,
      label: text.privacy.modalLabel({ word: text.privacy.word }),
      description: text.privacy.modalHint,
      component: {
        type: ComponentType.TextInput,
        custom_id: confirmationField,
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: 20,
        required: true,
      },
    },
  ],
});
