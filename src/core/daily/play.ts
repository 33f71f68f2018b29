import { STEPS } from './puzzle.ts';

/** What a member did on one step. */
export type Move =
  { readonly kind: 'wrong'; readonly guess: string } | { readonly kind: 'clue' } | { readonly kind: 'right' };

/** A member's way through the puzzle of a day. It is solved when its last move is right. */
export interface Play {
  readonly day: string;
  readonly moves: readonly Move[];
}

export type Phase =
  | { readonly kind: 'playing'; readonly step: number }
  | { readonly kind: 'solved'; readonly step: number }
  | { readonly kind: 'missed' };

export const phaseOf = ({ moves }: Pick<Play, 'moves'>): Phase => {
  if (moves.at(-1)?.kind === 'right') return { kind: 'solved', step: moves.length };
  return moves.length >= STEPS ? { kind: 'missed' } : { kind: 'playing', step: moves.length + 1 };
};

/** Whether the guess was made before: it costs no second step. `same` compares guesses as members type them. */
export const wasGuessed = (
  { moves }: Play,
  guess: string,
  same: (a: string, b: string) => boolean,
): boolean => moves.some((move) => move.kind === 'wrong' && same(move.guess, guess));

/** The play after a move. On the last step there is no further clue to ask for, and a finished play stays as it is. */
export const withMove = (play: Play, move: Move): Play => {
  const phase = phaseOf(play);
  if (phase.kind !== 'playing' || (move.kind === 'clue' && phase.step === STEPS)) return play;
  return { ...play, moves: [...play.moves, move] };
};

/** One mark a step: ⬛ a wrong guess, 🟨 a clue taken, 🟩 the right one, ⬜ a step not needed. Tells nothing of the answer. */
export const gridOf = ({ moves }: Play): string => {
  const marks = { wrong: '⬛', clue: '🟨', right: '🟩' } as const;
  return [...moves.map(({ kind }) => marks[kind]), ...Array<string>(STEPS - moves.length).fill('⬜')].join(
    '',
  );
};
