const sigil = '#';

/** A catalogue id as a command's option value: what a picked suggestion sends, so that equal titles stay apart. */
export const toReference = (id: string): string => sigil + id;

/** The id a picked suggestion stands for; `undefined` for what was typed by hand. */
export const fromReference = (typed: string): string | undefined =>
  /^#[a-z0-9-]+$/.test(typed) ? typed.slice(sigil.length) : undefined;
