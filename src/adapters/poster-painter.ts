import type { SKRSContext2D } from '@napi-rs/canvas';
import type { PaintPoster, Poster } from '../core/party/poster.ts';
import { posterRows } from '../core/party/poster.ts';
import { createSeededRng } from '../core/rng.ts';
import { fontOf, openCanvas, roundRect, softInk, write } from './card-painter.ts';

/** Discord shows a picture of this shape about 550 wide: the smallest letters are about 13 there. */
const width = 1200;
const height = 900;
const margin = 64;
const inner = width - 2 * margin;
const gap = 24;
const panel = 'rgba(6, 12, 26, 0.46)';
const warm = '#ffd479';

/** The hour after a shower: a sky in the party's colour that lightens to the ground, and the last drops. */
const paintSky = (context: SKRSContext2D, { hue, title }: Poster): void => {
  const sky = context.createLinearGradient(0, 0, width * 0.4, height);
  sky.addColorStop(0, `hsl(${hue}, 52%, 11%)`);
  sky.addColorStop(0.62, `hsl(${(hue + 18) % 360}, 48%, 24%)`);
  sky.addColorStop(1, `hsl(${(hue + 42) % 360}, 52%, 38%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  const rng = createSeededRng(title);
  context.lineWidth = 2;
  for (let drop = 0; drop < 130; drop += 1) {
    const [x, y, length] = [rng.next() * (width + 60), rng.next() * height, 14 + rng.next() * 40];
    context.strokeStyle = `rgba(255, 255, 255, ${0.03 + rng.next() * 0.08})`;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - length * 0.25, y + length);
    context.stroke();
  }
};

const discRadius = 236;

/** A record that hangs in the sky like a moon; a ring of it glows for every track, as much as it moved the room. */
const paintRecord = (context: SKRSContext2D, { hue, pulse }: Poster): void => {
  const [x, y] = [width - 150, 138];
  const ring = (radius: number, style: string, lineWidth: number) => {
    context.strokeStyle = style;
    context.lineWidth = lineWidth;
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.stroke();
  };
  const disc = (radius: number, style: string) => {
    context.fillStyle = style;
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  };
  const glow = context.createRadialGradient(x, y, discRadius * 0.8, x, y, discRadius * 1.5);
  glow.addColorStop(0, `hsla(${(hue + 40) % 360}, 80%, 70%, 0.34)`);
  glow.addColorStop(1, `hsla(${(hue + 40) % 360}, 80%, 70%, 0)`);
  context.fillStyle = glow;
  context.fillRect(0, 0, width, height);
  disc(discRadius, '#0b0f1a');
  const room = discRadius - 110;
  const grooves = Math.max(1, Math.min(pulse.length, 24));
  for (let groove = 0; groove < grooves; groove += 1) {
    const loud = pulse[Math.floor((groove * pulse.length) / grooves)] ?? 0;
    const radius = discRadius - 14 - (groove * room) / grooves;
    const light = loud === 0 ? 'rgba(255, 255, 255, 0.09)' : `rgba(255, 212, 121, ${0.25 + loud * 0.65})`;
    ring(radius, light, loud === 0 ? 1.5 : 2 + loud * 2.5);
  }
  disc(84, `hsl(${(hue + 40) % 360}, 62%, 58%)`);
  ring(64, 'rgba(0, 0, 0, 0.18)', 2);
  disc(11, '#0b0f1a');
};

/** Sizes of a title with the lines it may take: a long one is smaller before it is cut. */
const titleSizes = [
  { size: 76, lines: 2, step: 82 },
  { size: 60, lines: 2, step: 72 },
  { size: 48, lines: 3, step: 56 },
] as const;

/** Word by word, as many in a line as it holds. */
const inLines = (context: SKRSContext2D, text: string, room: number): readonly string[] =>
  text.split(' ').reduce<readonly string[]>((lines, word) => {
    const longer = [...lines.slice(-1), word].join(' ');
    return lines.length === 0 || context.measureText(longer).width <= room
      ? [...lines.slice(0, -1), longer]
      : [...lines, word];
  }, []);

/** The largest size at which the title fits; the last line of one that never does takes the rest, and is cut. */
const titleLines = (context: SKRSContext2D, title: string, room: number) => {
  const tried = titleSizes.map(({ size, lines: most, step }) => {
    context.font = fontOf(size, 'bold');
    const lines = inLines(context, title, room);
    const isWhole = lines.length <= most && lines.every((line) => context.measureText(line).width <= room);
    return { size, step, isWhole, lines: [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] };
  });
  const { size, step, lines } = tried.find(({ isWhole }) => isWhole) ??
    tried.at(-1) ?? { size: 48, step: 56, lines: [title] };
  return { size, step, lines: lines.filter((line) => line !== '') };
};

const paintHead = (context: SKRSContext2D, { kicker, title, date }: Poster): void => {
  const room = width - margin - 150 - discRadius - 2 * gap;
  write(context, kicker.toUpperCase(), { x: margin, y: 104, size: 28, room, weight: 'bold', colour: warm });
  const { size, step, lines } = titleLines(context, title, room);
  lines.forEach((line, index) => {
    write(context, line, { x: margin, y: 114 + step * (index + 0.92), size, room, weight: 'bold' });
  });
  const y = 114 + step * (lines.length - 0.08) + 58;
  write(context, date, { x: margin, y, size: 32, room, colour: softInk });
};

const factsTop = 392;
const factHeight = 116;

const paintFacts = (context: SKRSContext2D, { facts }: Poster): void => {
  const factWidth = (inner - 3 * gap) / 4;
  facts.slice(0, 4).forEach(({ label, value }, index) => {
    const x = margin + index * (factWidth + gap);
    roundRect(context, [x, factsTop, factWidth, factHeight], panel);
    const room = factWidth - 48;
    write(context, value, { x: x + 24, y: factsTop + 60, size: 48, room, weight: 'bold' });
    write(context, label, { x: x + 24, y: factsTop + 96, size: 26, room, colour: softInk });
  });
};

const lowerTop = factsTop + factHeight + gap;
const lowerHeight = height - lowerTop - margin;

const paintHeart = (context: SKRSContext2D, x: number, y: number, size: number): void => {
  context.fillStyle = warm;
  context.beginPath();
  context.moveTo(x, y + size * 0.3);
  context.bezierCurveTo(x, y, x - size / 2, y, x - size / 2, y + size * 0.3);
  context.bezierCurveTo(x - size / 2, y + size * 0.58, x, y + size * 0.76, x, y + size);
  context.bezierCurveTo(x, y + size * 0.76, x + size / 2, y + size * 0.58, x + size / 2, y + size * 0.3);
  context.bezierCurveTo(x + size / 2, y, x, y, x, y + size * 0.3);
  context.fill();
};

/** The song of the evening, and the evening's pulse below it. @returns how wide it is. */
const paintLoved = (context: SKRSContext2D, { loved, pulse }: Poster): number => {
  if (loved === undefined) return 0;
  const panelWidth = (inner - gap) / 2;
  const left = margin + 28;
  const room = panelWidth - 56;
  roundRect(context, [margin, lowerTop, panelWidth, lowerHeight], panel);
  write(context, loved.label, { x: left, y: lowerTop + 50, size: 26, room, weight: 'bold', colour: warm });
  write(context, loved.title, { x: left, y: lowerTop + 108, size: 44, room, weight: 'bold' });
  write(context, loved.subtitle, { x: left, y: lowerTop + 152, size: 28, room, colour: softInk });
  paintHeart(context, left + 16, lowerTop + 177, 30);
  write(context, loved.people, { x: left + 48, y: lowerTop + 203, size: 28, room: room - 48 });
  const most = Math.min(pulse.length, 40);
  const step = room / most;
  const ground = lowerTop + lowerHeight - 28;
  for (let bar = 0; bar < most; bar += 1) {
    const loud = pulse[Math.floor((bar * pulse.length) / most)] ?? 0;
    const tall = 6 + loud * 46;
    const colour = loud === 1 ? warm : 'rgba(244, 248, 252, 0.5)';
    roundRect(context, [left + bar * step, ground - tall, Math.min(22, step * 0.62), tall], colour);
  }
  return panelWidth + gap;
};

const paintList = (context: SKRSContext2D, { list }: Poster, from: number): void => {
  const x = margin + from;
  const panelWidth = inner - from;
  roundRect(context, [x, lowerTop, panelWidth, lowerHeight], panel);
  const left = x + 28;
  const room = panelWidth - 56;
  write(context, list.label, { x: left, y: lowerTop + 50, size: 26, room, weight: 'bold', colour: warm });
  list.rows.slice(0, posterRows).forEach(({ lead, text, tail }, index) => {
    const y = lowerTop + 106 + index * 58;
    const tailRoom = tail === '' ? 0 : 142;
    write(context, lead, { x: left, y, size: 30, room: 76, weight: 'bold' });
    write(context, text, { x: left + 88, y, size: 30, room: room - 88 - tailRoom });
    if (tail !== '')
      write(context, tail, { x: left + room, y, size: 28, room: 130, colour: softInk, align: 'right' });
  });
};

/** Draws with Skia and the font of the profile card, so nothing of the machine is needed: opaque, so that it reads the same
 * on Discord's dark and light. About 400 KB and a tenth of a second. */
export const paintPoster: PaintPoster = async (poster) => {
  const canvas = await openCanvas(width, height);
  const context = canvas.getContext('2d');
  paintSky(context, poster);
  paintRecord(context, poster);
  paintHead(context, poster);
  paintFacts(context, poster);
  paintList(context, poster, paintLoved(context, poster));
  return canvas.encode('png');
};
