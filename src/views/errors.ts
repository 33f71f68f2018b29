import type { UserError, UserErrorCode, UserErrors } from '../core/errors.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { escapeText } from './format.ts';

/** Text that comes from members is shown as text, never as markdown. */
const escaped = (params: object): object =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? escapeText(value) : value,
    ]),
  );

export const userErrorText = <Code extends UserErrorCode>(
  text: Catalog,
  { code, params }: UserError<Code>,
): string => text.errors[code](escaped(params) as UserErrors[Code]);

/** One private sentence: what to do, or the id of a bug to give to the operator. */
export const errorView = (text: Catalog, error: UserError | { errorId: string }): View => ({
  content: 'errorId' in error ? text.bug(error) : userErrorText(text, error),
});
