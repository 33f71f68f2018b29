import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { defineCommand, modal } from '../discord/command.ts';
import type { CommandData } from '../discord/options.ts';
import { ask, whisper } from '../discord/replies.ts';
import type { Privacy } from '../services/privacy.ts';
import { confirmationField, privacyDeleteModal, privacyExportView } from '../views/privacy.ts';
import { routes } from '../views/routes.ts';

export const data = {
  name: 'privacy',
  description: 'What I know about you',
  options: [
    { type: OptionType.Subcommand, name: 'export', description: 'Everything I hold on you, as a file' },
    { type: OptionType.Subcommand, name: 'delete', description: 'Forget me, in every server' },
  ],
} as const satisfies CommandData;

export interface PrivacyDeps {
  readonly privacy: Privacy;
}

export const createPrivacyCommand = ({ privacy }: PrivacyDeps) =>
  defineCommand(data, {
    handlers: {
      'privacy export': {
        // It looks through the records of all servers.
        defer: 'ephemeral',
        run: async ({ userId, text }) => whisper(privacyExportView(await privacy.export(userId), text)),
      },
      'privacy delete': { defer: 'none', run: ({ text }) => ask(privacyDeleteModal(text)) },
    },
    components: [
      modal(routes.privacyDelete, {
        defer: 'ephemeral',
        run: async ({ userId, text }, { fields }) => {
          const typed = (fields[confirmationField] ?? '').trim().toUpperCase();
          if (typed !== text.privacy.word.toUpperCase())
            return whisper({ content: text.privacy.kept({ word: text.privacy.word }) });
          await privacy.forget(userId);
          return whisper({ content: text.privacy.forgotten });
        },
      }),
    ],
  });
