/** What is drawn on a member's card. Every word on it is given: the painter knows no language. */
export interface ProfileCard {
  readonly name: string;
  /** "Level 7" */
  readonly level: string;
  /** "1,240 points" */
  readonly points: string;
  /** How far to the next level, 0–1, and that in words. */
  readonly progress: number;
  readonly progressText: string;
  /** Up to six. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly drama: { readonly label: string; readonly title: string };
  /** Degrees on the colour wheel: each member has their own. */
  readonly hue: number;
}

/** Draws a card as a PNG file. */
export type PaintCard = (card: ProfileCard) => Promise<Uint8Array>;
