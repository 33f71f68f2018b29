import { DiscordAPIError } from 'discord.js';

/** The error that Discord answered with. */
export const refused = async (act: Promise<unknown>): Promise<DiscordAPIError> => {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DiscordAPIError))
    throw new Error(`Expected a DiscordAPIError, got ${String(error)}`);
  return error;
};
