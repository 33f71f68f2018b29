import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { mainTitle } from '../core/catalogue/names.ts';
import { isGone } from '../core/quiz/forget.ts';
import type { LinerNote, Row, Theme } from '../core/party/types.ts';
import type { Catalog } from '../i18n/index.ts';
import { escapeText, plainText } from './format.ts';
import { mention } from './mention.ts';
import { songLabel } from './song-card.ts';

const nameOf = (catalogue: Catalogue, songId: string): string => {
  const song = catalogue.song(songId);
  return song === undefined ? songId : songLabel(catalogue, song);
};

/** Songs of a party as its messages name them. A song that has left the catalogue shows its id. */
export const rowTitle = (catalogue: Catalogue, songId: string): string =>
  escapeText(nameOf(catalogue, songId), 150);

/** The same where Discord shows no markdown. */
export const plainRowTitle = (catalogue: Catalogue, songId: string): string =>
  plainText(nameOf(catalogue, songId), 150);

export const dramaTitle = (catalogue: Catalogue, dramaId: string): string => {
  const drama = catalogue.drama(dramaId);
  return escapeText(drama === undefined ? dramaId : mainTitle(drama.titles));
};

const artistName = (catalogue: Catalogue, artistId: string): string => {
  const artist = catalogue.artist(artistId);
  return escapeText(artist === undefined ? artistId : mainTitle(artist.names));
};

/** What a set list is drafted from, in words. */
export const themeText = (catalogue: Catalogue, theme: Theme, text: Catalog): string => {
  const { themes } = text.party;
  switch (theme.kind) {
    case 'favourites':
      return themes.favourites;
    case 'mood':
      return themes.mood({ name: text.moods.names[theme.mood] });
    case 'artist':
      return themes.artist({ name: artistName(catalogue, theme.artistId) });
    case 'drama':
    case 'anniversary':
      return themes[theme.kind]({ name: dramaTitle(catalogue, theme.dramaId) });
  }
};

/** Why a row is in the set list, in words. */
export const whyText = (catalogue: Catalogue, { why, owner }: Row, text: Catalog): string => {
  const words = text.party.why;
  switch (why.code) {
    case 'host-pick':
      return words.hostPick;
    case 'request':
      return words.request({
        member: owner.memberId === null || isGone(owner.memberId) ? words.someone : mention(owner.memberId),
      });
    case 'mood':
      return words.mood({ mood: text.moods.names[why.mood].toLowerCase() });
    case 'drama':
      return words.drama({
        drama: dramaTitle(catalogue, why.dramaId),
        part: why.part === null ? undefined : escapeText(text.ost.part({ part: why.part })),
      });
    case 'artist':
      return words.artist({ artist: artistName(catalogue, why.artistId) });
    case 'favourite':
      return words.favourite({ savers: why.savers });
    case 'anniversary':
      return words.anniversary({ drama: dramaTitle(catalogue, why.dramaId), years: why.years });
    case 'replay':
      return words.replay;
  }
};

export const noteText = (catalogue: Catalogue, { content }: LinerNote, text: Catalog): string => {
  const words = text.party.note;
  switch (content.kind) {
    case 'part':
      return words.part({
        drama: dramaTitle(catalogue, content.dramaId),
        part: escapeText(text.ost.part({ part: content.part })),
      });
    case 'released':
      return words.released({ date: content.date });
    case 'also-in':
      return words.alsoIn({ dramas: content.dramaIds.map((id) => dramaTitle(catalogue, id)).join(', ') });
    case 'writers':
      return words.writers({ names: content.artistIds.map((id) => artistName(catalogue, id)).join(', ') });
    case 'versions':
      return words.versions({ kinds: content.kinds.join(', ') });
    case 'echo':
      return words.echo({ people: content.people });
    case 'memory':
      return words.memory({ member: mention(content.memberId), text: escapeText(content.text, 300) });
  }
};

/** What is told of a note that gives something away. */
export const hiddenNoteText = (catalogue: Catalogue, { spoils }: LinerNote, text: Catalog): string =>
  spoils === null
    ? text.party.note.hiddenButton
    : text.party.note.hidden({ drama: dramaTitle(catalogue, spoils.dramaId), episode: spoils.episode });

const BAR_CELLS = 16;

/** `▬▬▬●▬▬▬▬▬▬ 1:12 / 3:07` */
export const progressBar = (positionMs: number, lengthMs: number): string => {
  const at = Math.min(BAR_CELLS - 1, Math.floor((positionMs / lengthMs) * BAR_CELLS));
  return `${'▬'.repeat(at)}●${'▬'.repeat(BAR_CELLS - 1 - at)}`;
};
