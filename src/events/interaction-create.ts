import type { Interaction } from 'discord.js';
import { defineEvent } from '../discord/event.ts';

export const createInteractionCreate = (deps: { dispatch: (interaction: Interaction) => Promise<void> }) =>
  defineEvent('interactionCreate', deps.dispatch);
