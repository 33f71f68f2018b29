/** Many short texts in one: as strings of their own, twenty thousand are as many objects for the garbage collector to visit. */
export interface TextList {
  readonly length: number;
  at(place: number): string;
  lengthOf(place: number): number;
  equals(place: number, text: string): boolean;
}

/** The texts as they are: for those read so often that cutting them out of one would cost time. */
export const listTexts = (texts: readonly string[]): TextList => ({
  length: texts.length,
  at: (place) => texts[place] ?? '',
  lengthOf: (place) => texts[place]?.length ?? 0,
  equals: (place, text) => texts[place] === text,
});

export const packTexts = (texts: readonly string[]): TextList => {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, place) => {
    starts[place + 1] = (starts[place] ?? 0) + text.length;
  });
  const all = texts.join('');
  const lengthOf = (place: number): number => (starts[place + 1] ?? 0) - (starts[place] ?? 0);
  return {
    length: texts.length,
    at: (place) => all.slice(starts[place], starts[place + 1]),
    lengthOf,
    equals: (place, text) => lengthOf(place) === text.length && all.startsWith(text, starts[place]),
  };
};
