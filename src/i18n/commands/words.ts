/** What a command, a subcommand or an option is called in one language. */
export interface CommandWords {
  /** Small letters and no spaces, as Discord asks; absent, the English name stays. Entries of the "Apps" menus may have both. */
  readonly name?: string;
  readonly description?: string;
  /** Names of an option's choices, by value. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** By path in English names: `quiz`, `quiz start`, `quiz start mode`. */
export type CommandTexts = Readonly<Record<string, CommandWords>>;
