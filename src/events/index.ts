import type { Interaction } from 'discord.js';
import type { Log } from '../core/log.ts';
import type { BotEvent } from '../discord/event.ts';
import type { Quizzes } from '../services/quizzes.ts';
import type { Settings } from '../services/settings.ts';
import { createGuildDelete } from './guild-delete.ts';
import { createInteractionCreate } from './interaction-create.ts';
import { createMessageCreate } from './message-create.ts';
import { createVoiceStateUpdate } from './voice-state-update.ts';
import { createPartyEvents } from './party-events.ts';
import type { PartyEventDeps } from './party-events.ts';

export interface EventDeps extends PartyEventDeps {
  readonly dispatch: (interaction: Interaction) => Promise<void>;
  readonly quizzes: Quizzes;
  readonly settings: Pick<Settings, 'forgetServer'>;
  readonly log: Log;
}

export const createEvents = (deps: EventDeps): readonly BotEvent[] => [
  createInteractionCreate(deps),
  createMessageCreate(deps),
  createVoiceStateUpdate(deps),
  createGuildDelete(deps),
  ...createPartyEvents(deps),
];
