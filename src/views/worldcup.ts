import type { APIEmbed, AttachmentPayload } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { hangulTitle, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { loserOf, placeOfPair } from '../core/worldcup/bracket.ts';
import { bracketPlaces, windowEnd } from '../core/worldcup/bracket-card.ts';
import type { BracketCard } from '../core/worldcup/bracket-card.ts';
import { songOfSeed } from '../core/worldcup/reduce.ts';
import type {
  Cup,
  CupSettings,
  CupState,
  InCupPhase,
  OpenPair,
  PairResult,
  Theme,
} from '../core/worldcup/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, cut, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { routes } from './routes.ts';
import { listenRow, songSelect } from './song-card.ts';
import { themeName } from './worldcup-theme.ts';

const championColour = 0xffd479;
const maxAltLength = 1024;
const maxListLength = 3_500;

const fullHue = 360;
/** A colour that stays the cup's own. */
const hueOf = (cupId: string): number =>
  Array.from(cupId).reduce((hue, letter) => (hue * 31 + letter.charCodeAt(0)) % fullHue, 7);

/** The pair that is open or waits; `undefined` between pairs and after the end. */
export const openPairOf = (state: CupState): OpenPair | undefined => {
  if (state.phase === 'voting') return state.pair;
  return state.phase === 'paused' && state.resume.kind === 'pair' ? state.resume.pair : undefined;
};

/** Number of the pair that is open, or of the last one. */
const presentNumber = (state: CupState): number =>
  openPairOf(state)?.number ?? Math.max(1, state.cup.results.length);

const createNames = (catalogue: Catalogue, cup: Cup) => {
  const songOf = (seed: number) => catalogue.song(songOfSeed(cup, seed));
  /** A song may have left the catalogue while a cup of many days went on. */
  const titleOf = (seed: number): string => mainTitle(songOf(seed)?.titles ?? {}) || songOfSeed(cup, seed);
  return { songOf, titleOf };
};

const roundName = ({ settings }: Cup, number: number, text: Catalog): string => {
  const { index, contenders } = placeOfPair(settings.size, number);
  const round = text.worldcup.round({ contenders });
  return text.worldcup.pair({ round, pair: index + 1, pairs: contenders / 2 });
};

/** What the bracket's picture shows now. */
export const bracketCard = (catalogue: Catalogue, state: CupState, text: Catalog): BracketCard => {
  const { cup } = state;
  const number = presentNumber(state);
  const { titleOf } = createNames(catalogue, cup);
  const end = windowEnd(cup.settings.size, number);
  const isOver = state.phase === 'ended' && state.end.kind === 'champion';
  return {
    title: text.worldcup.title({ theme: themeName(catalogue, cup.settings.theme, text) }),
    subtitle: isOver ? '' : roundName(cup, number, text),
    champion:
      end === 1
        ? text.worldcup.championLabel
        : text.worldcup.reaches({ round: text.worldcup.round({ contenders: end }) }),
    rounds: bracketPlaces(cup, openPairOf(state), number, (seed) => ({
      seed: String(seed),
      name: titleOf(seed),
    })),
    hue: hueOf(cup.cupId),
  };
};

/** The picture as a file, with its words for those who do not see it. */
export const bracketFile = (card: BracketCard, png: Uint8Array, text: Catalog): AttachmentPayload => {
  const present = card.rounds.findLast((places) => places.every(({ contender }) => contender !== undefined));
  const names = (present ?? []).map(({ contender }) => contender?.name ?? '');
  const pairs = Array.from({ length: Math.ceil(names.length / 2) }, (_, index) => {
    const [a = '', b] = names.slice(index * 2, index * 2 + 2);
    return b === undefined ? a : text.worldcup.altPair({ a, b });
  });
  return {
    attachment: Buffer.from(png),
    name: 'bracket.png',
    description: cut(
      text.worldcup.alt({ title: card.title, round: card.subtitle, pairs: pairs.join('; ') }),
      maxAltLength,
    ),
  };
};

const songLines = (catalogue: Catalogue, cup: Cup, seed: number, text: Catalog): string => {
  const { songOf, titleOf } = createNames(catalogue, cup);
  const song = songOf(seed);
  const hangul = song && hangulTitle(song.titles);
  const drama = song && catalogue.drama(song.dramaIds[0]);
  const facts = [song && performerNames(catalogue, song), drama && mainTitle(drama.titles)].filter(
    (fact) => fact !== undefined,
  );
  return (
    `**${escapeText(titleOf(seed))}**${hangul === undefined ? '' : ` ${escapeText(hangul)}`} · ${text.worldcup.seed({ seed })}` +
    (facts.length === 0 ? '' : `\n${escapeText(facts.join(' · '), 200)}`)
  );
};

const steerButton = (cup: Cup, act: 'pause' | 'resume', text: Catalog) =>
  actionButton(routes.cupSteer.encode({ cup: cup.cupId, act }), text.worldcup[act]);

/** The open pair: both songs, how many have voted, and until when. Who leads stays hidden, so that nobody follows. */
export const pairView = (
  catalogue: Catalogue,
  state: InCupPhase<'voting' | 'paused'>,
  pair: OpenPair,
  files: readonly AttachmentPayload[],
  text: Catalog,
): View => {
  const { cup } = state;
  const words = text.worldcup;
  const { songOf, titleOf } = createNames(catalogue, cup);
  const isPaused = state.phase === 'paused';
  const vote = (side: 'a' | 'b') =>
    actionButton(routes.cupVote.encode({ cup: cup.cupId, pair: pair.number, side }), titleOf(pair[side]), {
      style: 'primary',
      disabled: isPaused,
    });
  const status = isPaused
    ? words.paused
    : `${words.closes({ unixSeconds: Math.ceil(state.endsAt / 1_000) })}${pair.overtime ? `\n${words.overtime}` : ''}`;
  return {
    embeds: [
      {
        color: accentColour,
        author: { name: cut(words.title({ theme: themeName(catalogue, cup.settings.theme, text) }), 250) },
        title: roundName(cup, pair.number, text),
        description: [
          songLines(catalogue, cup, pair.a, text),
          `*${words.versus}*`,
          songLines(catalogue, cup, pair.b, text),
          '',
          words.votesSoFar({ votes: pair.votes.length }),
          status,
        ].join('\n'),
      },
    ],
    components: [
      ...buttonRow([vote('a'), vote('b'), steerButton(cup, isPaused ? 'resume' : 'pause', text)]),
      ...songSelect(
        catalogue,
        [songOf(pair.a), songOf(pair.b)].filter((song) => song !== undefined),
        words.look,
      ),
    ],
    files,
  };
};

/** A decided pair; `why` says that the cup waits after it. */
export const resultView = (
  catalogue: Catalogue,
  state: CupState,
  result: PairResult,
  files: readonly AttachmentPayload[],
  text: Catalog,
): View => {
  const { cup } = state;
  const words = text.worldcup;
  const { titleOf } = createNames(catalogue, cup);
  const isLatest = cup.results.at(-1)?.number === result.number;
  const waits = isLatest && state.phase === 'paused' && state.resume.kind === 'next';
  const [winner, loser] = result.winner === 'a' ? [result.a, result.b] : [result.b, result.a];
  const other = result.winner === 'a' ? 'b' : 'a';
  const score = [
    words.score({ winner: result.votes[result.winner], loser: result.votes[other] }),
    words.by[result.by],
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const next =
    isLatest && state.phase === 'decided'
      ? ['', words.nextSoon]
      : waits
        ? ['', state.why === 'silence' ? words.silent : words.paused]
        : [];
  return {
    embeds: [
      {
        color: accentColour,
        author: { name: cut(words.title({ theme: themeName(catalogue, cup.settings.theme, text) }), 250) },
        title: roundName(cup, result.number, text),
        description: [
          words.wins({ title: escapeText(titleOf(winner)) }),
          `~~${escapeText(titleOf(loser))}~~`,
          score,
          ...next,
        ].join('\n'),
      },
    ],
    components: waits ? buttonRow([steerButton(cup, 'resume', text)]) : [],
    files,
  };
};

/** The champion, with where to listen. */
export const championView = (
  catalogue: Catalogue,
  { cup }: CupState,
  seed: number,
  files: readonly AttachmentPayload[],
  text: Catalog,
): View => {
  const words = text.worldcup;
  const { songOf, titleOf } = createNames(catalogue, cup);
  const song = songOf(seed);
  const final = cup.results.at(-1);
  const votes = cup.results.reduce((sum, result) => sum + result.votes.a + result.votes.b, 0);
  return {
    embeds: [
      {
        color: championColour,
        author: {
          name: cut(
            words.championOf({
              theme: themeName(catalogue, cup.settings.theme, text),
              size: cup.settings.size,
            }),
            250,
          ),
        },
        title: cut(words.champion({ title: escapeText(titleOf(seed)) }), 250),
        description: [
          songLines(catalogue, cup, seed, text),
          ...(final === undefined
            ? []
            : ['', words.runnerUp({ title: escapeText(titleOf(loserOf(final))) })]),
          words.turnout({ votes, voters: cup.voterIds.length }),
        ].join('\n'),
      },
    ],
    components:
      song === undefined
        ? []
        : [
            ...listenRow(catalogue, song),
            ...buttonRow([
              actionButton(routes.songSave.encode({ song: song.id }), text.ost.save, { style: 'primary' }),
              actionButton(routes.dramaOpen.encode({ drama: song.dramaIds[0] }), text.ost.wholeOst),
            ]),
          ],
    files,
  };
};

export const cupStopped = (state: CupState, text: Catalog): View => ({
  content:
    state.phase === 'ended' && state.end.kind === 'stopped'
      ? text.worldcup.stoppedBy({ member: mention(state.end.by) })
      : text.worldcup.stopped,
});

export interface HallEntry {
  readonly songId: string;
  readonly theme: Theme;
  readonly size: number;
  readonly at: number;
}

/** The champions of a server, latest first. */
export const hallEmbed = (catalogue: Catalogue, entries: readonly HallEntry[], text: Catalog): APIEmbed => ({
  color: championColour,
  title: text.worldcup.hall,
  description:
    entries.length === 0
      ? text.worldcup.noHall
      : fitLines(
          entries.map(({ songId, theme, size, at }) =>
            text.worldcup.hallLine({
              title: escapeText(mainTitle(catalogue.song(songId)?.titles ?? {}) || songId),
              theme: escapeText(themeName(catalogue, theme, text)),
              size,
              unixSeconds: Math.floor(at / 1_000),
            }),
          ),
          maxListLength,
        ),
});

/** "30 s", "2 h": the largest unit that comes out even. */
const timeText = (seconds: number, text: Catalog): string => {
  const units = [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ] as const;
  const [unit, length] = units.find(([, one]) => seconds % one === 0) ?? (['seconds', 1] as const);
  return text.worldcup.time[unit](seconds / length);
};

export const cupStarted = (
  catalogue: Catalogue,
  hostId: string,
  { size, theme, seconds }: CupSettings,
  text: Catalog,
): View => ({
  content: text.worldcup.started({
    host: mention(hostId),
    theme: escapeText(themeName(catalogue, theme, text)),
    size,
    time: timeText(seconds, text),
  }),
});

/** The cup of a channel, where its pair can be voted on as well, and the champions of the server. */
export const cupStatusView = (
  catalogue: Catalogue,
  state: CupState | undefined,
  hall: readonly HallEntry[],
  files: readonly AttachmentPayload[],
  text: Catalog,
): View => {
  const fame = hallEmbed(catalogue, hall, text);
  if (state === undefined) return { embeds: [fame] };
  const pair = openPairOf(state);
  const last = state.cup.results.at(-1);
  const present =
    pair !== undefined && (state.phase === 'voting' || state.phase === 'paused')
      ? pairView(catalogue, state, pair, files, text)
      : last === undefined
        ? {}
        : resultView(catalogue, state, last, files, text);
  const { size } = state.cup.settings;
  return {
    ...present,
    content: text.worldcup.progress({ done: state.cup.results.length, pairs: size - 1 }),
    embeds: [...(present.embeds ?? []), ...(hall.length === 0 ? [] : [fame])],
  };
};
