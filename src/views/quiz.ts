import type { APIEmbedField } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { isMood } from '../core/catalogue/moods.ts';
import { bothTitles, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { unreachable } from '../core/errors.ts';
import type { UserError, UserErrors } from '../core/errors.ts';
import { isEntryOpen, isLivesMode } from '../core/quiz/game.ts';
import { TEAMS } from '../core/quiz/rules.ts';
import type {
  AnswerKind,
  AskedSettings,
  Award,
  Clue,
  EventOf,
  Find,
  Game,
  GuessOutcome,
  OpenRound,
  RoundRecord,
  Standing,
  TeamId,
  TeamStanding,
} from '../core/quiz/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { errorView } from './errors.ts';
import { accentColour, escapeText, fitLines, minutesAndSeconds } from './format.ts';
import { mention } from './mention.ts';
import { routes } from './routes.ts';

const wonColour = 0x3ba55d;
const missedColour = 0x8a93a0;
const maxDescriptionLength = 4096;
const medals = ['🥇', '🥈', '🥉'];

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
      return clue.moods.map((mood) => (isMood(mood) ? text.moods.names[mood] : mood)).join(', ');
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

export const clueFields = (clues: readonly Clue[], text: Catalog): APIEmbedField[] =>
  clues.map((clue) => ({
    name: text.quiz.clue[clue.kind],
    value: escapeText(clueText(clue, text), 300),
    inline: true,
  }));

/** The name of an answer of any kind. */
export const answerTitle = (catalogue: Catalogue, kind: AnswerKind, id: string): string => {
  const titles = {
    drama: () => catalogue.drama(id)?.titles,
    song: () => catalogue.song(id)?.titles,
    artist: () => catalogue.artist(id)?.names,
  }[kind]();
  return titles === undefined ? id : bothTitles(titles);
};

interface Start extends Pick<EventOf<'start'>, 'hostId' | 'settings'> {
  /** Where it is heard, or why it is not when it might have been. */
  readonly plan:
    | { readonly play: 'voice'; readonly channelId: string }
    | { readonly play: 'text'; readonly because: UserError | undefined };
}

export const quizStarted = ({ hostId, settings, plan }: Start, text: Catalog): View => ({
  content: [
    text.quiz.started({ host: mention(hostId), rounds: settings.rounds, seconds: settings.seconds }),
    ...(plan.play === 'voice' ? [text.quiz.inVoice({ channelId: plan.channelId })] : []),
    ...(plan.play === 'text' && plan.because !== undefined
      ? [text.quiz.inText({ reason: errorView(text, plan.because).content ?? '' })]
      : []),
  ].join('\n'),
});

type TooSmall = UserErrors['poolTooSmall'];

const withoutFilter = (settings: AskedSettings, drop: TooSmall['widen'][number]['drop']): AskedSettings =>
  ({
    ...settings,
    ...{ years: { years: null }, difficulty: { difficulty: 'any' }, pool: { pool: 'everything' } }[drop],
  }) as AskedSettings;

/** Too few songs fit: how many there are, and a button for each way to find enough. */
export const poolTooSmallView = (settings: AskedSettings, problem: TooSmall, text: Catalog): View => ({
  content: text.errors.poolTooSmall(problem),
  components: buttonRow(
    problem.widen
      .filter(({ found }) => found >= problem.wanted)
      .map(({ drop, found }) => {
        const wider = withoutFilter(settings, drop);
        return actionButton(
          routes.quizWiden.encode({ ...wider, years: wider.years ?? '' }),
          text.quiz.widening[drop]({ found }),
          { style: 'primary' },
        );
      }),
  ),
});

/** A team game before its first round: who is on which side. */
export const lobbyView = ({ gameId: game, members }: Game, beginsAt: number, text: Catalog): View => {
  const sideOf = (team: TeamId) =>
    members.filter(({ stake }) => stake.kind === 'team' && stake.team === team);
  return {
    embeds: [
      {
        color: accentColour,
        title: text.quiz.lobby,
        description: text.quiz.lobbyBegins({ unixSeconds: Math.ceil(beginsAt / 1000) }),
        fields: TEAMS.map((team) => ({
          name: text.quiz.team[team],
          value:
            sideOf(team)
              .map(({ id }) => mention(id))
              .join('\n') || text.quiz.nobodyYet,
          inline: true,
        })),
      },
    ],
    components: buttonRow([
      ...TEAMS.map((team) =>
        actionButton(routes.quizTeam.encode({ game, team }), text.quiz.team[team], { style: 'primary' }),
      ),
      actionButton(routes.quizBegin.encode({ game }), text.quiz.begin),
      actionButton(routes.quizStop.encode({ game }), text.quiz.stop, { style: 'danger' }),
    ]),
  };
};

/** What a member still has at stake, for the modes in which one can drop out. */
const livesLine = (game: Game, text: Catalog): string[] => {
  const standing = game.members.flatMap(({ id, stake }) => {
    if (stake.kind === 'lives') return [`${mention(id)} ${'♥'.repeat(stake.left)}`];
    return stake.kind === 'out' ? [`~~${mention(id)}~~`] : [];
  });
  return standing.length === 0 ? [] : [text.quiz.lives({ members: standing.join(' · ') })];
};

const choiceRow = (catalogue: Catalogue, game: Game, round: OpenRound) =>
  buttonRow(
    round.prepared.choiceIds.map((id, choice) =>
      actionButton(
        routes.quizPick.encode({ game: game.gameId, round: round.roundId, choice }),
        answerTitle(catalogue, game.settings.answer, id),
        { style: 'primary' },
      ),
    ),
  );

/** The open round: its question, the clues so far and who has it. */
export const roundView = (
  catalogue: Catalogue,
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
        ...(game.settings.play === 'voice' ? [text.quiz.heard[round.play]] : []),
        ...(shown.finds.length === 0
          ? []
          : [text.quiz.solved({ names: shown.finds.map(({ memberId }) => mention(memberId)).join(', ') })]),
        ...livesLine(game, text),
      ].join('\n'),
      fields: clueFields(shown.clues, text),
    },
  ],
  components: [
    ...choiceRow(catalogue, game, round),
    ...buttonRow([
      ...(isLivesMode(game.settings.mode) && isEntryOpen(game)
        ? [actionButton(routes.quizJoin.encode({ game: game.gameId }), text.quiz.join, { style: 'primary' })]
        : []),
      ...(round.play === 'voice'
        ? [actionButton(routes.quizAgain.encode({ game: game.gameId }), text.quiz.again)]
        : []),
      actionButton(routes.quizHint.encode({ game: game.gameId, round: round.roundId }), text.quiz.hint),
      actionButton(routes.quizSkip.encode({ game: game.gameId, round: round.roundId }), text.quiz.skip),
      actionButton(routes.quizStop.encode({ game: game.gameId }), text.quiz.stop, { style: 'danger' }),
    ]),
  ],
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
      actionButton(
        routes.quizReport.encode({ round: record.roundId, song: record.prepared.songId }),
        text.quiz.report,
      ),
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

interface Recap {
  readonly gameId: string;
  readonly standings: readonly Standing[];
  /** Empty unless the game was played in teams. */
  readonly teams: readonly TeamStanding[];
  readonly rounds: readonly RoundRecord[];
}

const teamLines = (teams: readonly TeamStanding[], text: Catalog): string[] =>
  teams.map(({ team, points }) => `**${text.quiz.scoreLine({ name: text.quiz.team[team], points })}**`);

/** The end of a game: who won, everyone's points and the songs that were played. */
export const recapView = (
  catalogue: Catalogue,
  { gameId, standings, teams, rounds }: Recap,
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
            ...teamLines(teams, text),
            ...standingLines(standings, text),
          ],
          maxDescriptionLength,
        ),
        fields: songLines.length === 0 ? [] : [{ name: text.quiz.songs, value: fitLines(songLines, 1024) }],
      },
    ],
    components: buttonRow([
      actionButton(routes.quizRematch.encode({ game: gameId }), text.quiz.rematch, { style: 'primary' }),
    ]),
  };
};
