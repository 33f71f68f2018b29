import { defineEvent } from '../discord/event.ts';
import type { Settings } from '../services/settings.ts';

/** The bot was removed from a server, or the server is gone. An outage is another event. */
export const createGuildDelete = ({ settings }: { settings: Pick<Settings, 'forgetServer'> }) =>
  defineEvent('guildDelete', ({ id }) => settings.forgetServer(id));
