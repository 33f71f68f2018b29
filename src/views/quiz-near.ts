import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import type { AnswerKind, NearVote, Tally } from '../core/quiz/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { answerTitle } from './quiz.ts';
import { routes } from './routes.ts';

const maxShownGuess = 100;

export interface ShownNearVote {
  readonly gameId: string;
  readonly kind: AnswerKind;
  readonly vote: NearVote;
}

const fillIn = (catalogue: Catalogue, { kind, vote }: ShownNearVote) => {
  const { memberId, text: guess, answerId } = vote;
  return {
    member: mention(memberId),
    guess: escapeText(guess, maxShownGuess),
    title: escapeText(answerTitle(catalogue, kind, answerId), 200),
  };
};

/** The room decides on a near miss. */
export const nearVoteView = (
  catalogue: Catalogue,
  shown: ShownNearVote,
  tally: Tally,
  text: Catalog,
): View => ({
  content: [
    text.quiz.near.question({
      ...fillIn(catalogue, shown),
      unixSeconds: Math.ceil(shown.vote.endsAt / 1000),
    }),
    ...(tally.votes === 0 ? [] : [text.quiz.near.tally(tally)]),
  ].join('\n'),
  components: buttonRow([
    actionButton(
      routes.quizNear.encode({ game: shown.gameId, round: shown.vote.roundId }),
      text.quiz.near.accept,
      {
        style: 'primary',
      },
    ),
  ]),
});

export const nearRefusedView = (catalogue: Catalogue, shown: ShownNearVote, text: Catalog): View => ({
  content: text.quiz.near.refused(fillIn(catalogue, shown)),
});

export const nearAcceptedView = (
  catalogue: Catalogue,
  shown: ShownNearVote,
  aliasId: string,
  text: Catalog,
): View => ({
  content: text.quiz.near.accepted(fillIn(catalogue, shown)),
  components: buttonRow([actionButton(routes.quizUnalias.encode({ alias: aliasId }), text.quiz.near.undo)]),
});

/** `/quiz why`. */
export const whyView = (
  { read, titles, reason, verdict, isOpen }: ExplainedGuess,
  guess: string,
  text: Catalog,
): View => {
  const { why } = text.quiz;
  return {
    embeds: [
      {
        color: accentColour,
        title: why.title[verdict]({ guess: escapeText(guess, maxShownGuess) }),
        description: fitLines(
          [why.reason[reason], ...(isOpen && verdict !== 'correct' ? ['', why.later] : [])],
          2000,
        ),
        fields: [
          ...(read === '' ? [] : [{ name: why.read, value: escapeText(read, maxShownGuess) }]),
          ...(titles.length === 0
            ? []
            : [
                {
                  name: why.titles,
                  value: fitLines(
                    titles.map((one) => escapeText(one, 200)),
                    1024,
                  ),
                },
              ]),
        ],
      },
    ],
  };
};
