/** A service that holds something on members. */
export interface MemberData {
  /** Everything it holds on a member, as plain JSON; `undefined` when that is nothing. */
  exportMember(memberId: string): Promise<unknown>;
  /**
   * Forgets the member: what is theirs alone is gone when this resolves; what they share with others stays without them.
   * May be repeated.
   */
  forgetMember(memberId: string): Promise<void>;
}

/** Stands for a member who asked to be forgotten, in records that others share. */
export const nobody = '';
