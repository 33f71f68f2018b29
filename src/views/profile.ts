import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import { levelOf } from '../core/level.ts';
import type { ProfileCard } from '../core/profile-card.ts';
import type { Totals } from '../core/quiz/tally.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { cut } from './format.ts';
import { routes } from './routes.ts';

/** Discord's limit for the description of an attachment. */
const maxAltLength = 1024;

export interface Profile {
  readonly memberId: string;
  readonly name: string;
  /** Of all servers. */
  readonly totals: Totals;
  readonly favouriteDramaId: string | undefined;
  /** `undefined` outside a server. */
  readonly server: { readonly rank: number | undefined } | undefined;
  readonly globalRank: number | undefined;
  readonly dailyStreak: number;
}

/** A colour that stays the member's own: ids end in counters, so all digits are mixed. */
const hueOf = (memberId: string): number =>
  Array.from(memberId).reduce((hue, letter) => (hue * 31 + letter.charCodeAt(0)) % 360, 7);

/** Names may hold anything; what no font shows, or what turns the direction of the line, is left out. */
const drawable = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Extended_Pictographic}\ufe0f]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

export const profileCard = (catalogue: Catalogue, profile: Profile, text: Catalog): ProfileCard => {
  const { totals, server } = profile;
  const words = text.profile;
  const { level, made, needed } = levelOf(totals.points);
  const drama = catalogue.drama(profile.favouriteDramaId ?? '');
  const rank = (place: number | undefined): string => (place === undefined ? '–' : `#${text.number(place)}`);
  const accuracy = totals.rounds === 0 ? '–' : text.percent(totals.right / totals.rounds);
  return {
    name: drawable(profile.name) || words.aFan,
    level: words.level({ level }),
    points: words.points({ points: totals.points }),
    progress: made / needed,
    progressText: words.toNext({ points: needed - made, level: level + 1 }),
    facts: [
      server === undefined
        ? { label: words.firsts, value: text.number(totals.firsts) }
        : { label: words.rankHere, value: rank(server.rank) },
      { label: words.rankEverywhere, value: rank(profile.globalRank) },
      { label: words.rounds, value: text.number(totals.rounds) },
      { label: words.accuracy, value: accuracy },
      { label: words.bestStreak, value: text.number(totals.bestStreak) },
      { label: words.dailyStreak, value: text.number(profile.dailyStreak) },
    ],
    drama: {
      label: words.knowsBest,
      title: drama === undefined ? words.nothingYet : bothTitles(drama.titles),
    },
    hue: hueOf(profile.memberId),
  };
};

/** The card's words in a sentence each, for those who do not see it. */
const altOf = (card: ProfileCard): string =>
  [
    card.name,
    `${card.level}, ${card.points}`,
    card.progressText,
    ...card.facts.map(({ label, value }) => `${label}: ${value}`),
    `${card.drama.label}: ${card.drama.title}`,
  ].join('. ');

/** The card, and beside it the name as Discord shows it: the card's font may lack its letters. */
export const profileView = (memberId: string, card: ProfileCard, png: Uint8Array, text: Catalog): View => ({
  content: `<@${memberId}> · ${card.level} · ${card.points}`,
  files: [{ attachment: Buffer.from(png), name: 'profile.png', description: cut(altOf(card), maxAltLength) }],
  components: buttonRow([actionButton(routes.stampOpen.encode({ member: memberId }), text.stamps.open)]),
});
