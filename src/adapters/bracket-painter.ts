import type { SKRSContext2D } from '@napi-rs/canvas';
import type { BracketCard, BracketPlace, PaintBracket } from '../core/worldcup/bracket-card.ts';
import { ink, openCanvas, roundRect, softInk, write } from './card-painter.ts';

const margin = 44;
const headHeight = 116;
const columnGap = 26;
/** Column widths from the outside in: names are read in the first, recognised in the others. */
const columnWidths = [310, 250, 220, 200];
const centreWidth = 330;
const slotHeight = 104;
const boxHeight = 72;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const boxColours: Readonly<Record<BracketPlace['state'], { fill: string; text: string; seed: string }>> = {
  open: { fill: 'rgba(9, 20, 36, 0.44)', text: ink, seed: softInk },
  won: { fill: 'rgba(255, 255, 255, 0.20)', text: ink, seed: softInk },
  lost: {
    fill: 'rgba(9, 20, 36, 0.22)',
    text: 'rgba(244, 248, 252, 0.42)',
    seed: 'rgba(244, 248, 252, 0.3)',
  },
  now: { fill: '#ffd479', text: '#2b2108', seed: '#7a5d13' },
};

const paintBox = (context: SKRSContext2D, place: BracketPlace, { x, y, width }: Box): void => {
  const colours = boxColours[place.state];
  roundRect(context, [x, y, width, boxHeight], colours.fill);
  if (place.contender === undefined) return;
  const { seed, name } = place.contender;
  write(context, seed, { x: x + 16, y: y + 45, size: 20, room: 44, colour: colours.seed });
  write(context, name, {
    x: x + 64,
    y: y + 46,
    size: 28,
    room: width - 78,
    weight: place.state === 'lost' ? 'normal' : 'bold',
    colour: colours.text,
  });
};

/** The middle of a box's slot, by its place in a column of so many. */
const middleOf = (index: number, count: number, top: number, height: number): number =>
  top + ((index + 0.5) * height) / count;

const paintLine = (context: SKRSContext2D, points: readonly (readonly [number, number])[]): void => {
  context.strokeStyle = 'rgba(255, 255, 255, 0.34)';
  context.lineWidth = 3;
  context.beginPath();
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
};

/** One half of the bracket, drawn towards the middle. */
const paintHalf = (
  context: SKRSContext2D,
  columns: readonly (readonly BracketPlace[])[],
  area: { readonly width: number; readonly top: number; readonly height: number; readonly isRight: boolean },
): void => {
  let offset = margin;
  columns.forEach((places, column) => {
    const width = columnWidths[column] ?? 200;
    const x = area.isRight ? area.width - offset - width : offset;
    const inner = area.isRight ? x : x + width;
    const step = area.isRight ? -columnGap / 2 : columnGap / 2;
    places.forEach((place, index) => {
      const y = middleOf(index, places.length, area.top, area.height);
      paintBox(context, place, { x, y: y - boxHeight / 2, width });
      const isLast = column === columns.length - 1;
      const target = isLast
        ? area.top + area.height / 2
        : middleOf(Math.floor(index / 2), places.length / 2, area.top, area.height);
      paintLine(context, [
        [inner, y],
        [inner + step, y],
        [inner + step, target],
        [inner + 2 * step, target],
      ]);
    });
    offset += width + columnGap;
  });
};

const paintCentre = (
  context: SKRSContext2D,
  card: BracketCard,
  place: BracketPlace | undefined,
  area: { readonly width: number; readonly top: number; readonly height: number },
): void => {
  const x = (area.width - centreWidth) / 2;
  const y = area.top + area.height / 2 - 62;
  const isDecided = place?.contender !== undefined;
  roundRect(context, [x, y, centreWidth, 124], isDecided ? '#ffd479' : 'rgba(9, 20, 36, 0.5)');
  const centre = { x: area.width / 2, room: centreWidth - 36, align: 'center' } as const;
  write(context, card.champion, { ...centre, y: y + 42, size: 22, colour: isDecided ? '#7a5d13' : softInk });
  write(context, place?.contender?.name ?? '?', {
    ...centre,
    y: y + 90,
    size: 38,
    weight: 'bold',
    colour: isDecided ? '#2b2108' : ink,
  });
};

/** Draws with Skia and the font of the profile card, so nothing of the machine is needed. From 60 KB and 40 ms
 * (4 songs) to 230 KB and 150 ms (16 and more). */
export const paintBracket: PaintBracket = async (card) => {
  const columns = card.rounds.slice(0, -1);
  const side = columns.reduce((sum, _, column) => sum + (columnWidths[column] ?? 200) + columnGap, 0);
  const width = 2 * (margin + side) + centreWidth;
  const rows = Math.max(2, (columns[0]?.length ?? 0) / 2);
  const height = headHeight + rows * slotHeight + margin;
  const canvas = await openCanvas(width, height);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, `hsl(${card.hue}, 46%, 22%)`);
  sky.addColorStop(1, `hsl(${(card.hue + 28) % 360}, 46%, 40%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  const head = { x: width / 2, room: width - 2 * margin, align: 'center' } as const;
  write(context, card.title, { ...head, y: 56, size: 40, weight: 'bold' });
  write(context, card.subtitle, { ...head, y: 94, size: 26, colour: softInk });
  const area = { width, top: headHeight, height: rows * slotHeight };
  const half = (isRight: boolean) =>
    columns.map((places) => (isRight ? places.slice(places.length / 2) : places.slice(0, places.length / 2)));
  paintHalf(context, half(false), { ...area, isRight: false });
  paintHalf(context, half(true), { ...area, isRight: true });
  paintCentre(context, card, card.rounds.at(-1)?.[0], area);
  return canvas.encode('png');
};
