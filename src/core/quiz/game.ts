import { STARTING_LIVES, TEAMS } from './rules.ts';
import type { Effect, Game, GameState, Member, Mode, Step, TeamId } from './types.ts';

export const step = (state: GameState, ...effects: readonly Effect[]): Step => ({ state, effects });

/** Carries the effects of `first` into what `next` makes of its state. */
export const andThen = (first: Step, next: (state: GameState) => Step): Step => {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
};

export const memberOf = (game: Game, memberId: string): Member | undefined =>
  game.members.find((member) => member.id === memberId);

export const withMember = (game: Game, changed: Member): Game => ({
  ...game,
  members: memberOf(game, changed.id)
    ? game.members.map((member) => (member.id === changed.id ? changed : member))
    : [...game.members, changed],
});

export const isHere = (member: Member): boolean => member.presence.kind === 'here';

export const nobodyHere = (game: Game): boolean => !game.members.some(isHere);

/** Number of the round that is open, or else of the next one. */
export const currentNumber = (game: Game): number => game.history.length + 1;

export const isLivesMode = (mode: Mode): mode is keyof typeof STARTING_LIVES => mode in STARTING_LIVES;

const livesLeft = (member: Member): number => (member.stake.kind === 'lives' ? member.stake.left : 0);

export const alive = (game: Game): readonly Member[] =>
  game.members.filter((member) => livesLeft(member) > 0);

const smallestTeam = (game: Game): TeamId => {
  const size = (team: TeamId) =>
    game.members.filter(({ stake }) => stake.kind === 'team' && stake.team === team).length;
  return TEAMS.reduce((smallest, team) => (size(team) < size(smallest) ? team : smallest));
};

const freshStake = (game: Game): Member['stake'] => {
  const { mode } = game.settings;
  if (mode === 'teams') return { kind: 'team', team: smallestTeam(game) };
  if (!isLivesMode(mode)) return { kind: 'free' };
  // A late joiner must not be better off than anyone who has played on.
  const lives = alive(game).map(livesLeft);
  return { kind: 'lives', left: lives.length === 0 ? STARTING_LIVES[mode] : Math.min(...lives) };
};

/** In games with lives nobody new may enter once somebody is out, or the game would never be decided. */
export const isEntryOpen = (game: Game): boolean => !game.members.some(({ stake }) => stake.kind === 'out');

export const newMember = (
  game: Game,
  memberId: string,
  presence: Member['presence'],
  at: number,
): Member => ({
  id: memberId,
  presence,
  stake: isEntryOpen(game) ? freshStake(game) : { kind: 'out', round: currentNumber(game) },
  streak: 0,
  bestStreak: 0,
  enteredAt: at,
  activeRound: currentNumber(game),
});
