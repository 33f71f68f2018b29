import { fileURLToPath } from 'node:url';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { PaintCard, ProfileCard } from '../core/profile-card.ts';
import { createSeededRng } from '../core/rng.ts';

const width = 1000;
const height = 558;
const margin = 48;
const inner = width - 2 * margin;

/** A family of our own, so that a font of the machine with the same name does not come in between. */
const family = 'Sonagi Card';
const fontFiles = ['400Regular/NanumGothic_400Regular.ttf', '700Bold/NanumGothic_700Bold.ttf'];

type Weight = 'normal' | 'bold';

export const fontOf = (size: number, weight: Weight): string => `${weight} ${size}px "${family}"`;

export const ink = '#f4f8fc';
export const softInk = 'rgba(244, 248, 252, 0.72)';
const panel = 'rgba(9, 20, 36, 0.38)';

const segmenter = new Intl.Segmenter();

/** What a reader takes for one letter, marks included. */
const lettersOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Sets the largest size down to 60 % at which the text fits, and cuts what does not fit even then. */
const fitText = (
  context: SKRSContext2D,
  text: string,
  size: number,
  weight: Weight,
  room: number,
): string => {
  for (let smaller = size; smaller >= size * 0.6; smaller -= 2) {
    context.font = fontOf(smaller, weight);
    if (context.measureText(text).width <= room) return text;
  }
  const letters = lettersOf(text);
  while (letters.length > 0 && context.measureText(`${letters.join('')}…`).width > room) letters.pop();
  return `${letters.join('')}…`;
};

interface Line {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly room: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

export const write = (context: SKRSContext2D, text: string, line: Line): void => {
  const { weight = 'normal', colour = ink, align = 'left' } = line;
  const fitted = fitText(context, text, line.size, weight, line.room);
  context.fillStyle = colour;
  context.textAlign = align;
  context.fillText(fitted, line.x, line.y);
};

export const roundRect = (context: SKRSContext2D, [x, y, w, h]: readonly number[], colour: string): void => {
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x ?? 0, y ?? 0, w ?? 0, h ?? 0, Math.min(18, (h ?? 0) / 2));
  context.fill();
};

/** An evening sky in the member's colour, and the shower the bot is named after. */
const paintSky = (context: SKRSContext2D, card: ProfileCard): void => {
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, `hsl(${card.hue}, 42%, 20%)`);
  sky.addColorStop(1, `hsl(${(card.hue + 24) % 360}, 44%, 38%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  const rng = createSeededRng(card.name);
  context.strokeStyle = 'rgba(255, 255, 255, 0.09)';
  context.lineWidth = 2;
  for (let drop = 0; drop < 90; drop += 1) {
    const [x, y, length] = [rng.next() * (width + 60), rng.next() * height, 14 + rng.next() * 30];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - length * 0.25, y + length);
    context.stroke();
  }
};

const avatarRadius = 62;

const paintHead = (context: SKRSContext2D, card: ProfileCard): void => {
  const [x, y] = [margin + avatarRadius, margin + avatarRadius];
  context.fillStyle = `hsl(${card.hue}, 58%, 62%)`;
  context.beginPath();
  context.arc(x, y, avatarRadius, 0, Math.PI * 2);
  context.fill();
  const initial = lettersOf(card.name).find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? '♪';
  write(context, initial.toUpperCase(), {
    x,
    y: y + 22,
    size: 62,
    room: avatarRadius * 2,
    weight: 'bold',
    colour: `hsl(${card.hue}, 45%, 16%)`,
    align: 'center',
  });
  const left = margin + avatarRadius * 2 + 32;
  const room = width - margin - left;
  write(context, card.name, { x: left, y: margin + 46, size: 46, room, weight: 'bold' });
  write(context, `${card.level} · ${card.points}`, { x: left, y: margin + 90, size: 28, room });
  roundRect(context, [left, margin + 108, room, 16], panel);
  const done = Math.max(16, room * Math.min(1, Math.max(0, card.progress)));
  roundRect(context, [left, margin + 108, done, 16], `hsl(${card.hue}, 72%, 72%)`);
  write(context, card.progressText, { x: left, y: margin + 152, size: 20, room, colour: softInk });
};

const factsTop = margin + 178;
const factHeight = 84;
const gap = 16;

const paintFacts = (context: SKRSContext2D, card: ProfileCard): void => {
  const factWidth = (inner - 2 * gap) / 3;
  card.facts.slice(0, 6).forEach(({ label, value }, index) => {
    const x = margin + (index % 3) * (factWidth + gap);
    const y = factsTop + Math.floor(index / 3) * (factHeight + gap);
    roundRect(context, [x, y, factWidth, factHeight], panel);
    write(context, label, { x: x + 20, y: y + 30, size: 20, room: factWidth - 40, colour: softInk });
    write(context, value, { x: x + 20, y: y + 68, size: 34, room: factWidth - 40, weight: 'bold' });
  });
};

const paintDrama = (context: SKRSContext2D, { drama }: ProfileCard): void => {
  const top = factsTop + 2 * (factHeight + gap);
  roundRect(context, [margin, top, inner, factHeight], panel);
  write(context, drama.label, { x: margin + 20, y: top + 30, size: 20, room: inner - 40, colour: softInk });
  write(context, drama.title, { x: margin + 20, y: top + 67, size: 30, room: inner - 40, weight: 'bold' });
};

/**
 * A canvas that knows our font. Skia comes into the process with the first picture: 23 MB that a bot in whose servers nobody
 * asks for one does not need.
 */
export const openCanvas = async (width: number, height: number): Promise<Canvas> => {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  for (const file of GlobalFonts.has(family) ? [] : fontFiles) {
    const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/nanum-gothic/${file}`));
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new Error(`The font ${file} cannot be read.`);
  }
  return createCanvas(width, height);
};

/**
 * Draws with Skia and a font that has every Hangul syllable, both from npm packages: nothing of the machine is needed. Names
 * in scripts the font lacks fall back to the machine's fonts where it has any.
 */
export const paintCard: PaintCard = async (card) => {
  const canvas = await openCanvas(width, height);
  const context = canvas.getContext('2d');
  paintSky(context, card);
  paintHead(context, card);
  paintFacts(context, card);
  paintDrama(context, card);
  return canvas.encode('png');
};
