import type { ServiceIds } from './schema.ts';

export type ListeningService = keyof ServiceIds;

export interface ListenLink {
  readonly service: ListeningService;
  readonly url: string;
}

/** Discord's limit for the address of a link button, in characters. */
const maxUrlLength = 512;

/** Where each service shows a track by its id, and where it searches. Hosts not in here are never linked. */
const addresses: Readonly<Record<ListeningService, { track: string; search: string }>> = {
  spotify: { track: 'https://open.spotify.com/track/', search: 'https://open.spotify.com/search/' },
  youtube: {
    track: 'https://www.youtube.com/watch?v=',
    search: 'https://www.youtube.com/results?search_query=',
  },
  appleMusic: {
    track: 'https://music.apple.com/us/song/',
    search: 'https://music.apple.com/us/search?term=',
  },
  melon: {
    track: 'https://www.melon.com/song/detail.htm?songId=',
    search: 'https://www.melon.com/search/total/index.htm?q=',
  },
  genie: {
    track: 'https://www.genie.co.kr/detail/songInfo?xgnm=',
    search: 'https://www.genie.co.kr/search/searchMain?query=',
  },
};

const services = Object.keys(addresses) as ListeningService[];

/** Adds words while the encoded address still fits a link button; Hangul takes nine characters a syllable. */
const searchUrl = (base: string, query: string): string => {
  let url = base;
  for (const word of query.split(/\s+/)) {
    const longer = `${url}${url === base ? '' : '%20'}${encodeURIComponent(word)}`;
    if (longer.length > maxUrlLength) break;
    url = longer;
  }
  return url;
};

/** A link for each service: the track's own page where its id is known, else a search for `query`. */
export const listenLinks = (ids: ServiceIds | undefined, query: string): readonly ListenLink[] =>
  services.map((service) => {
    const { track, search } = addresses[service];
    const id = ids?.[service];
    return {
      service,
      url: id === undefined ? searchUrl(search, query.toWellFormed()) : track + encodeURIComponent(id),
    };
  });
