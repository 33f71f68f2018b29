/** How long the log of a finished quiz or World Cup is kept: who guessed or voted what, and when. Points and stamps stay. */
export const playLogDays = 30;
