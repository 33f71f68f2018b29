import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { ComponentType, TextInputStyle } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles, performerNames } from '../core/catalogue/names.ts';
import { gridOf, phaseOf } from '../core/daily/play.ts';
import type { Play } from '../core/daily/play.ts';
import { cluesAt, STEPS } from '../core/daily/puzzle.ts';
import type { Puzzle } from '../core/daily/puzzle.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { clueFields } from './quiz.ts';
import { routes } from './routes.ts';

const solvedColour = 0x3ba55d;
const missedColour = 0x8a93a0;
const maxDescriptionLength = 4096;

/** A member's puzzle as it stands, and what their last act came to. */
export interface DailyShown {
  readonly puzzle: Puzzle;
  readonly play: Play;
  readonly outcome: 'right' | 'wrong' | 'near' | 'repeated' | 'clue' | 'none';
  readonly streak: { readonly days: number; readonly best: number; readonly hasFreeze: boolean };
  readonly nextAt: number;
}

/** The grid in words, for those who hear it: "wrong, clue, right". */
const spoken = ({ moves }: Play, text: Catalog): string =>
  moves.map(({ kind }) => text.daily.spoken[kind]).join(', ');

const answerLines = (catalogue: Catalogue, { answerIds, songId }: Puzzle, text: Catalog): string[] => {
  const titles = answerIds.flatMap((id) => catalogue.drama(id)?.titles ?? []).map(bothTitles);
  const song = catalogue.song(songId);
  const credit =
    song && [bothTitles(song.titles), performerNames(catalogue, song)].filter(Boolean).join(' – ');
  return [
    text.quiz.reveal({ answer: escapeText(titles.join(' / '), 200) }),
    ...(credit === undefined ? [] : [`♪ ${escapeText(credit, 200)}`]),
  ];
};

const resultLine = (play: Play, text: Catalog): string => {
  const phase = phaseOf(play);
  if (phase.kind === 'missed') return text.daily.missed;
  return phase.kind === 'solved' ? text.daily.solved({ step: phase.step }) : '';
};

const outcomeLine = ({ outcome, play }: DailyShown, text: Catalog): string[] => {
  const last = play.moves.at(-1);
  const guess = last?.kind === 'wrong' ? escapeText(last.guess) : '';
  return outcome === 'none' || outcome === 'right' || phaseOf(play).kind !== 'playing'
    ? []
    : [text.daily.outcome[outcome]({ guess })];
};

const buttons = (catalogue: Catalogue, { puzzle, play }: DailyShown, text: Catalog) => {
  const { day } = puzzle;
  const phase = phaseOf(play);
  if (phase.kind === 'playing') {
    return [
      actionButton(routes.dailyAnswer.encode({ day }), text.daily.answer, { style: 'primary' }),
      actionButton(routes.dailyClue.encode({ day }), text.daily.nextClue, { disabled: phase.step === STEPS }),
    ];
  }
  const song = catalogue.song(puzzle.songId);
  return [
    actionButton(routes.dailyShare.encode({ day }), text.daily.share, { style: 'primary' }),
    ...(song === undefined ? [] : [actionButton(routes.songSave.encode({ song: song.id }), text.ost.save)]),
  ];
};

/** The one private message of a day's puzzle: question, grid and clues; at the end the answer. */
export const dailyView = (catalogue: Catalogue, shown: DailyShown, text: Catalog): View => {
  const { puzzle, play, streak, nextAt } = shown;
  const phase = phaseOf(play);
  const isOver = phase.kind !== 'playing';
  const wrong = play.moves.flatMap((move) => (move.kind === 'wrong' ? [`✗ ${escapeText(move.guess)}`] : []));
  return {
    embeds: [
      {
        color: { playing: accentColour, solved: solvedColour, missed: missedColour }[phase.kind],
        author: { name: text.daily.title({ day: puzzle.day }) },
        title: isOver ? resultLine(play, text) : text.quiz.question.drama,
        description: fitLines(
          [
            ...(isOver ? answerLines(catalogue, puzzle, text) : []),
            ...outcomeLine(shown, text),
            gridOf(play),
            ...(play.moves.length === 0
              ? [text.daily.rules({ steps: STEPS })]
              : [`-# ${spoken(play, text)}`]),
            ...wrong,
            ...(isOver ? [text.daily.next({ unixSeconds: Math.ceil(nextAt / 1000) })] : []),
          ],
          maxDescriptionLength,
        ),
        fields: clueFields(cluesAt(puzzle.clues, phase.kind === 'playing' ? phase.step : STEPS), text),
        footer: {
          text: [
            ...(phase.kind === 'playing' ? [text.daily.step({ step: phase.step, steps: STEPS })] : []),
            text.daily.streak({ days: streak.days, best: streak.best }),
            streak.hasFreeze ? text.daily.freezeReady : text.daily.freezeUsed,
          ].join(' · '),
        },
      },
    ],
    components: buttonRow(buttons(catalogue, shown, text)),
  };
};

export const dailyModal = (day: string, text: Catalog): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.dailyModal.encode({ day }),
  title: text.daily.modalTitle,
  components: [
    {
      type: ComponentType.Label,
      label: text.daily.modalLabel,
      description: text.daily.modalHint,
      component: {
        type: ComponentType.TextInput,
        custom_id: 'answer',
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: 200,
        required: true,
      },
    },
  ],
});

/** For the channel: how somebody did, without a word about the answer. */
export const dailyShareView = (memberId: string, play: Play, text: Catalog): View => {
  const phase = phaseOf(play);
  return {
    content: [
      text.daily.shared({
        member: `<@${memberId}>`,
        day: play.day,
        result: phase.kind === 'solved' ? `${phase.step}/${STEPS}` : `–/${STEPS}`,
      }),
      gridOf(play),
      `-# ${spoken(play, text)}`,
    ].join('\n'),
  };
};
