import type { WhenProblem } from './party/when.ts';

/** Makes a switch over a union exhaustive at compile time; reaching it at run time is a bug. */
export const unreachable = (value: never): never => {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
};

type NoParams = Readonly<Record<string, never>>;

/** Everything a person can be told to do differently, with what the sentence needs to be filled in. */
export interface UserErrors {
  songNotFound: { query: string };
  dramaNotFound: { query: string };
  artistNotFound: { query: string };
  noSongFits: NoParams;
  serverOnly: NoParams;
  slowDown: { seconds: number };
  expired: NoParams;
  /** What was asked for is not what the command takes now. */
  commandChanged: NoParams;
  missingBotPermissions: { permissions: string };
  missingMemberPermissions: { permissions: string };
  noGame: NoParams;
  gameRunning: { channelId: string };
  notHost: NoParams;
  poolTooSmall: {
    found: number;
    wanted: number;
    /** How many songs there would be without one of the filters, most first. */
    widen: readonly { readonly drop: 'years' | 'difficulty' | 'pool'; readonly found: number }[];
  };
  badYears: { years: string };
  /** The bot may not sit or be heard in a voice channel. */
  voiceForbidden: { channelId: string; permissions: string };
  voiceFull: { channelId: string; limit: number };
  /** It sits in another voice channel of this server. */
  voiceBusy: { channelId: string };
  joinVoiceFirst: NoParams;
  noSound: NoParams;
  tooLate: NoParams;
  notEligible: NoParams;
  alreadyVoted: NoParams;
  noMoreHints: NoParams;
  listFull: { limit: number };
  dailyOver: NoParams;
  noCup: NoParams;
  cupRunning: NoParams;
  cupTooSmall: {
    found: number;
    wanted: number;
    /** The largest size there are songs for; `null` when there is none. */
    fits: number | null;
  };
  cupPairOver: NoParams;
  cupPaused: NoParams;
  cupNotPaused: NoParams;
  notCupHost: NoParams;
  noTheme: { theme: string };
  badTimeZone: { zone: string };
  quizElsewhere: { channelId: string };
  badWhen: { problem: WhenProblem };
  noParty: NoParams;
  partyOver: NoParams;
  partyRunning: { title: string };
  partyNotBegun: NoParams;
  partyHasBegun: NoParams;
  notPartyHost: NoParams;
  notAtParty: NoParams;
  songThereAlready: NoParams;
  requestCap: { cap: number };
  hostChooses: NoParams;
  setListFull: NoParams;
  noSuchRow: NoParams;
  nothingPlaying: NoParams;
  notPaused: NoParams;
  themeUnknown: { theme: string };
  themeEmpty: NoParams;
  notVoiceChannel: NoParams;
  restarting: NoParams;
}

export type UserErrorCode = keyof UserErrors;

/**
 * Something a person can fix. The sentence for `code` is found at the edge (`errors.<code>` in `i18n`), in the
 * reader's language, so that neither core nor services hold user-facing text.
 */
export class UserError<Code extends UserErrorCode = UserErrorCode> extends Error {
  override readonly name = 'UserError';
  readonly code: Code;
  readonly params: UserErrors[Code];

  constructor(code: Code, params: UserErrors[Code]) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

export const isUserError = <Code extends UserErrorCode>(
  error: unknown,
  code: Code,
): error is UserError<Code> => error instanceof UserError && error.code === code;

/**
 * Something an operator can fix before the bot starts: printed as sentences, without a stack trace, exit code 1.
 * Each problem says what is wrong and how to mend it. Secret values never go in here.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** A record that cannot be read as it stands. It is left untouched in the store: nothing is lost. */
export class StoreRecordError extends Error {
  override readonly name = 'StoreRecordError';
  readonly key: string;

  constructor(key: string, problem: string, options?: ErrorOptions) {
    super(`The stored record "${key}" ${problem}. It was left as it is.`, options);
    this.key = key;
  }
}
