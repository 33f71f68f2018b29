import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import type { NearVote } from '../core/quiz/near-votes.ts';
import type { Tally } from '../core/quiz/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { answerTitle } from './quiz.ts';
import { routes } from './routes.ts';

const maxShownGuess = 100;

const fillIn = (catalogue: Catalogue, { memberId, text: guess, kind, answerId }: NearVote) => ({
  member: mention(memberId),
  guess: escapeText(guess, maxShownGuess),
  title: escapeText(answerTitle(catalogue, kind, answerId), 200),
});

/** The room decides on a near miss; `tally` once somebody has voted. */
export const nearVoteView = (
  catalogue: Catalogue,
  vote: NearVote,
  tally: Tally | undefined,
  text: Catalog,
): View => ({
  content: [
    text.quiz.near.question({
      ...fillIn(catalogue, vote),
      unixSeconds: Math.ceil(vote.endsAt / 1000),
    }),
    ...(tally === undefined ? [] : [text.quiz.near.tally(tally)]),
  ].join('\n'),
  components: buttonRow([
    actionButton(routes.quizNear.encode({ game: vote.gameId, round: vote.roundId }), text.quiz.near.accept, {
      style: 'primary',
    }),
  ]),
});

export const nearRefusedView = (catalogue: Catalogue, vote: NearVote, text: Catalog): View => ({
  content: text.quiz.near.refused(fillIn(catalogue, vote)),
});

export const nearAcceptedView = (
  catalogue: Catalogue,
  vote: NearVote,
  aliasId: string,
  text: Catalog,
): View => ({
  content: text.quiz.near.accepted(fillIn(catalogue, vote)),
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
