import type { AttachmentPayload, Client } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { PaintBracket } from '../core/worldcup/bracket-card.ts';
import type { CupEffect, CupState, PairResult } from '../core/worldcup/types.ts';
import type { CupPlace, CupScreen } from '../services/worldcup-runner.ts';
import {
  bracketCard,
  bracketFile,
  championView,
  cupStopped,
  openPairOf,
  pairView,
  resultView,
} from '../views/worldcup.ts';
import type { ServerLocale, Texts } from './context.ts';
import { createMessageBoard } from './message-board.ts';
import type { MessageBoardDeps } from './message-board.ts';

export interface WorldcupScreenDeps extends Omit<MessageBoardDeps, 'namespace'> {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly paintBracket: PaintBracket;
}

export interface WorldcupScreen extends CupScreen {
  /** The bracket as it stands, drawn once for all who look at it. */
  bracket(guildId: string, state: CupState): Promise<readonly AttachmentPayload[]>;
  dispose(): Promise<void>;
}

/** Pictures at hand, of at most 230 KB: a pair shows the same one until it is decided. */
const keptPictures = 100;

/** Draws cups as messages: one a pair, edited in place to its result, and one for the champion. */
export const createWorldcupScreen = (deps: WorldcupScreenDeps): WorldcupScreen => {
  const { client, catalogue, paintBracket } = deps;
  const board = createMessageBoard({ ...deps, namespace: 'worldcup-messages' });
  const pictures = new LRUCache<string, Promise<readonly AttachmentPayload[]>>({ max: keptPictures });

  const textOf = (guildId: string) =>
    deps.texts(deps.serverLocale(guildId, client.guilds.cache.get(guildId)?.preferredLocale ?? null));

  const bracket = (guildId: string, state: CupState): Promise<readonly AttachmentPayload[]> => {
    const text = textOf(guildId);
    const card = bracketCard(catalogue, state, text);
    const key = JSON.stringify(card);
    const known = pictures.get(key);
    if (known !== undefined) return known;
    const drawn = paintBracket(card).then((png) => [bracketFile(card, png, text)]);
    // A picture that failed is tried again by the next who wants it.
    drawn.catch(() => pictures.delete(key));
    pictures.set(key, drawn);
    return drawn;
  };

  const nonceOf = ({ cup }: CupState, part: number | 'end'): string => `${cup.cupId}.${part}`.slice(-25);

  const paintPair = ({ guildId, channelId }: CupPlace, state: CupState): void => {
    const pair = openPairOf(state);
    if (pair === undefined || (state.phase !== 'voting' && state.phase !== 'paused')) return;
    board.paint(channelId, nonceOf(state, pair.number), async () =>
      pairView(catalogue, state, pair, await bracket(guildId, state), textOf(guildId)),
    );
  };

  const paintResult = ({ guildId, channelId }: CupPlace, state: CupState, result: PairResult): void => {
    board.paint(channelId, nonceOf(state, result.number), async () =>
      resultView(catalogue, state, result, await bracket(guildId, state), textOf(guildId)),
    );
  };

  const paintEnd = ({ guildId, channelId }: CupPlace, state: CupState): void => {
    if (state.phase !== 'ended') return;
    const { end } = state;
    const part = end.kind === 'stopped' ? (end.number ?? 'end') : 'end';
    board.paint(channelId, nonceOf(state, part), async () =>
      end.kind === 'stopped'
        ? cupStopped(state, textOf(guildId))
        : championView(catalogue, state, end.seed, await bracket(guildId, state), textOf(guildId)),
    );
  };

  const redraw = (place: CupPlace, state: CupState): void => {
    const last = state.cup.results.at(-1);
    if (openPairOf(state) !== undefined) {
      paintPair(place, state);
      return;
    }
    if (state.phase !== 'ended') {
      if (last !== undefined) paintResult(place, state, last);
      return;
    }
    if (state.end.kind === 'stopped' && state.end.number !== null) {
      paintEnd(place, state);
      return;
    }
    // The process may have died between storing the end and showing it; an end that was shown stays.
    board.unless(place.channelId, nonceOf(state, 'end'), () => {
      if (last !== undefined && state.end.kind === 'champion') paintResult(place, state, last);
      paintEnd(place, state);
    });
  };

  const show = (place: CupPlace, state: CupState, effect: CupEffect): void => {
    switch (effect.type) {
      case 'announcePair':
        paintPair(place, state);
        return;
      case 'editPair': {
        const last = state.cup.results.at(-1);
        if (openPairOf(state) !== undefined) paintPair(place, state);
        else if (last !== undefined) paintResult(place, state, last);
        return;
      }
      case 'revealPair':
        paintResult(place, state, effect.result);
        return;
      case 'crown':
        paintEnd(place, state);
        return;
      case 'announceStop':
        paintEnd(place, state);
        return;
      case 'redraw':
        redraw(place, state);
        return;
      default:
        // The rest is not for the channel: private answers, timers, sound.
        return;
    }
  };

  return { show, bracket, dispose: () => board.dispose() };
};
