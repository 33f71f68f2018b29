/** Makes a switch over a union exhaustive at compile time; reaching it at run time is a bug. */
export const unreachable = (value: never): never => {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
};

/**
 * Something a person can fix. `code` names a sentence in `i18n` (`errors.<code>`) and `params` fills it in;
 * the sentence itself is found at the edge, in the reader's language.
 */
export class UserError<Code extends string = string> extends Error {
  override readonly name = 'UserError';
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: Code, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

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
