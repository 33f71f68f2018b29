import type { AttachmentPayload } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { PaintPoster } from '../core/party/poster.ts';
import type { Begun } from '../core/party/types.ts';
import type { Clock } from '../core/ports.ts';
import type { Catalog } from '../i18n/index.ts';
import { posterFile, posterOf } from '../views/party-poster.ts';

/** The poster of a party that is over. Empty when it could not be drawn: a recap without its picture is still one. */
export type Posters = (state: Begun, text: Catalog) => Promise<readonly AttachmentPayload[]>;

/** Pictures at hand, of about 400 KB. */
const keptPosters = 20;

/** Draws each poster once for all who look at it. */
export const createPosters = ({
  catalogue,
  clock,
  log,
  paintPoster,
}: {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Log;
  readonly paintPoster: PaintPoster;
}): Posters => {
  const drawn = new LRUCache<string, Promise<readonly AttachmentPayload[]>>({ max: keptPosters });
  return (state, text) => {
    const poster = posterOf(catalogue, state, clock.now(), text);
    const key = JSON.stringify(poster);
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const files = paintPoster(poster).then(
      (png) => [posterFile(poster, png, text)],
      (error: unknown) => {
        // Whoever asks next tries again.
        drawn.delete(key);
        log.error({ err: error, guildId: state.party.guildId }, 'the poster of a party could not be drawn');
        return [];
      },
    );
    drawn.set(key, files);
    return files;
  };
};
