import type { Catalogue, Song } from '../../core/catalogue/catalogue.ts';
import { moodsOf } from '../../core/catalogue/moods.ts';
import type { Tally } from '../../core/catalogue/moods.ts';
import { UserError } from '../../core/errors.ts';
import type { SearchKind } from '../../core/search/search.ts';
import type { View } from '../../discord/replies.ts';
import type { Catalog } from '../../i18n/index.ts';
import type { MoodTags } from '../../services/mood-tags.ts';
import { choose } from '../../views/choose.ts';
import type { Label } from '../../views/labels.ts';
import { songCard } from '../../views/song-card.ts';
import type { SongCardParts } from '../../views/song-card.ts';
import { artistCard, dramaCard } from '../../views/song-list.ts';

export interface CardDeps {
  readonly catalogue: Catalogue;
  readonly label: Label;
  readonly moodTags: MoodTags;
}

/** A component may outlive its entry of the catalogue. */
const orExpired = <Entry>(entry: Entry | undefined): Entry => {
  if (entry === undefined) throw new UserError('expired', {});
  return entry;
};

/** Draws cards by id, with what this server knows of the entry. @throws UserError `expired` for an unknown id. */
export interface Cards {
  songOf(id: string): Song;
  song(
    guildId: string | null,
    song: Song,
    text: Catalog,
    more?: Omit<SongCardParts, 'song' | 'moods'>,
  ): Promise<View>;
  drama(id: string, text: Catalog, from?: number, meant?: readonly string[]): View;
  artist(id: string, text: Catalog, from?: number, meant?: readonly string[]): View;
  /** The mood tags of all songs in a server; none outside of one. */
  tallies(guildId: string | null): Promise<ReadonlyMap<string, Tally>>;
}

export const createCards = ({ catalogue, label, moodTags }: CardDeps): Cards => {
  const meant = (kind: SearchKind, ids: readonly string[], text: Catalog) =>
    choose(catalogue, label, { kind, ids }, text.ost.didYouMean);
  return {
    songOf: (id) => orExpired(catalogue.song(id)),
    song: async (guildId, song, text, more = {}) => {
      const { tally } = guildId === null ? {} : await moodTags.ofSong(guildId, song.id);
      return songCard(catalogue, { ...more, song, moods: moodsOf(catalogue, song, tally) }, text);
    },
    drama: (id, text, from = 0, others = []) =>
      dramaCard(catalogue, orExpired(catalogue.drama(id)), from, text, meant('drama', others, text)),
    artist: (id, text, from = 0, others = []) =>
      artistCard(catalogue, orExpired(catalogue.artist(id)), from, text, meant('artist', others, text)),
    tallies: async (guildId) => (guildId === null ? new Map() : moodTags.ofGuild(guildId)),
  };
};
