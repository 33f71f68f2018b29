import type { APIEmbedField } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { unreachable } from '../core/errors.ts';
import type {
  AnswerKind,
  Award,
  Clue,
  EventOf,
  Find,
  Game,
  GuessOutcome,
  OpenRound,
  RoundRecord,
  Standing,
} from '../core/quiz/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines, minutesAndSeconds } from './format.ts';
import { routes } from './routes.ts';

const wonColour = 0x3ba55d;
const missedColour = 0x8a93a0;
const maxDescriptionLength = 4096;
const medals = ['🥇', '🥈', '🥉'];

/** Mentions show the member's present name and, sent without allowed mentions, ring nobody. */
const mention = (memberId: string): string => `<@${memberId}>`;

const clueText = (clue: Clue, text: Catalog): string => {
  switch (clue.kind) {
    case 'year':
      return String(clue.year);
    case 'network':
      return clue.network;
    case 'part':
      return text.ost.part({ part: clue.part });
    case 'length':
      return minutesAndSeconds(clue.lengthMs);
    case 'mood':
      return clue.moods.join(', ');
    case 'artistInitials':
      return clue.initials;
    case 'artist':
      return clue.artist;
    case 'maskedTitle':
      return clue.masked;
    default:
      return unreachable(clue);
  }
};

const clueFields = (clues: readonly Clue[], text: Catalog): APIEmbedField[] =>
  clues.map((clue) => ({
    name: text.quiz.clue[clue.kind],
    value: escapeText(clueText(clue, text), 300),
    inline: true,
  }));

/** The name of an answer of any kind. */
const answerTitle = (catalogue: Catalogue, kind: AnswerKind, id: string): string => {
  const titles = {
    drama: () => catalogue.drama(id)?.titles,
    song: () => catalogue.song(id)?.titles,
    artist: () => catalogue.artist(id)?.names,
  }[kind]();
  return titles === undefined ? id : bothTitles(titles);
};

export const quizStarted = (start: Pick<EventOf<'start'>, 'hostId' | 'settings'>, text: Catalog): View => ({
  content: text.quiz.started({
    host: mention(start.hostId),
    rounds: start.settings.rounds,
    seconds: start.settings.seconds,
  }),
});

/** The open round: its question, the clues so far and who has it. */
export const roundView = (
  game: Game,
  round: OpenRound,
  shown: { readonly clues: readonly Clue[]; readonly finds: readonly Find[] },
  text: Catalog,
): View => ({
  embeds: [
    {
      color: accentColour,
      author: { name: text.quiz.round({ round: round.number, rounds: game.settings.rounds }) },
      title: text.quiz.question[game.settings.answer],
      description: [
        text.quiz.endsAt({ unixSeconds: Math.ceil(round.endsAt / 1000) }),
        ...(shown.finds.length === 0
          ? []
          : [text.quiz.solved({ names: shown.finds.map(({ memberId }) => mention(memberId)).join(', ') })]),
      ].join('\n'),
      fields: clueFields(shown.clues, text),
    },
  ],
  components: buttonRow([
    actionButton(routes.quizHint.encode({ round: round.roundId }), text.quiz.hint),
    actionButton(routes.quizSkip.encode({ round: round.roundId }), text.quiz.skip),
    actionButton(routes.quizStop.encode({}), text.quiz.stop, { style: 'danger' }),
  ]),
});

/** The private answer to one guess. Points are told at the reveal: until then an earlier guess may still arrive. */
export const guessView = (outcome: GuessOutcome, guess: string, text: Catalog): View => ({
  content: text.quiz.outcome[outcome]({ guess: escapeText(guess) }),
});

const awardLines = (awards: readonly Award[], text: Catalog): string[] =>
  awards.length === 0
    ? [text.quiz.nobody]
    : awards.map(({ memberId, points }) => text.quiz.scoreLine({ name: mention(memberId), points }));

/** The finished round: the answer, the song behind it and what everyone earned. */
export const revealView = (
  catalogue: Catalogue,
  game: Game,
  record: RoundRecord,
  last: boolean,
  text: Catalog,
): View => {
  const song = catalogue.song(record.prepared.songId);
  const answers = record.prepared.answerIds.map((id) => answerTitle(catalogue, game.settings.answer, id));
  const songLine =
    song === undefined
      ? []
      : [
          `♪ ${escapeText([bothTitles(song.titles), performerNames(catalogue, song)].filter(Boolean).join(' – '), 200)}`,
        ];
  return {
    embeds: [
      {
        color: record.awards.length > 0 ? wonColour : missedColour,
        author: { name: text.quiz.round({ round: record.number, rounds: game.settings.rounds }) },
        title: text.quiz.reveal({ answer: escapeText(answers.join(' / '), 200) }),
        description: fitLines(
          [...songLine, '', ...awardLines(record.awards, text), ...(last ? [] : ['', text.quiz.next])],
          maxDescriptionLength,
        ),
      },
    ],
    components: buttonRow([
      ...(song === undefined ? [] : [actionButton(routes.songSave.encode({ song: song.id }), text.ost.save)]),
      actionButton(routes.quizReport.encode({ round: record.roundId }), text.quiz.report),
    ]),
  };
};

const standingLines = (standings: readonly Standing[], text: Catalog): string[] =>
  standings
    .filter(({ points }) => points > 0)
    .map(
      ({ memberId, points, rank }) =>
        `${medals[rank - 1] ?? `${rank}.`} ${text.quiz.scoreLine({ name: mention(memberId), points })}`,
    );

export const scoresView = (standings: readonly Standing[], text: Catalog): View => ({
  embeds: [
    {
      color: accentColour,
      title: text.quiz.scores,
      description: fitLines(standingLines(standings, text), maxDescriptionLength) || text.quiz.noScores,
    },
  ],
});

/** The end of a game: who won, everyone's points and the songs that were played. */
export const recapView = (
  catalogue: Catalogue,
  standings: readonly Standing[],
  rounds: readonly RoundRecord[],
  text: Catalog,
): View => {
  const winners = standings.filter(({ rank, points }) => rank === 1 && points > 0);
  const songs = rounds.flatMap(({ prepared }) => catalogue.song(prepared.songId) ?? []);
  const songLines = songs.map((song) => {
    const drama = catalogue.drama(song.dramaIds[0]);
    return escapeText(
      `${mainTitle(song.titles)} – ${drama === undefined ? '' : mainTitle(drama.titles)}`,
      120,
    );
  });
  return {
    embeds: [
      {
        color: winners.length > 0 ? wonColour : missedColour,
        title: text.quiz.recap,
        description: fitLines(
          [
            winners.length === 0
              ? text.quiz.noWinner
              : text.quiz.winner({
                  names: winners.map(({ memberId }) => mention(memberId)).join(', '),
                  points: winners[0]?.points ?? 0,
                }),
            '',
            ...standingLines(standings, text),
          ],
          maxDescriptionLength,
        ),
        fields: songLines.length === 0 ? [] : [{ name: text.quiz.songs, value: fitLines(songLines, 1024) }],
      },
    ],
    components: buttonRow([
      actionButton(routes.quizRematch.encode({}), text.quiz.rematch, { style: 'primary' }),
    ]),
  };
};
