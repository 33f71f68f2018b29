/** Mentions show the member's present name and, sent without allowed mentions, ring nobody. */
export const mention = (memberId: string): string => `<@${memberId}>`;
