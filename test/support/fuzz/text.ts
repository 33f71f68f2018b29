import fc from 'fast-check';

/** Written in one piece here so that no editor turns this file's own lines around. */
const rightToLeft = ['\u202e', '\u2067', '\u200f', 'مرحبا', 'שלום', '\u2069', '\u202c'];
const marks = ['\u0300', '\u0315', '\u0489', '\u0335', '\u20dd', '\u034f'];
const markdown = [
  '**',
  '__',
  '~~',
  '`',
  '```\n',
  '||',
  '> ',
  '>>> ',
  '# ',
  '- ',
  '1. ',
  '[x](https://evil.example)',
  '-# ',
  '\\',
];
const mentions = [
  '@everyone',
  '@here',
  '<@1>',
  '<@!123456789012345678>',
  '<@&123456789012345678>',
  '<#5>',
  '</quiz start:1>',
  '<id:home>',
];
const emoji = ['<:rain:123456789012345678>', '<a:rain:1>', '👨‍👩‍👧‍👦', '🇰🇷', ':rain:', '🏳️‍🌈'];
const odd = [
  '\ud800',
  '\udc00',
  '\u0000',
  '\u2028',
  '\ufeff',
  '\u200b',
  '|',
  '"',
  '{{',
  '%s',
  '${x}',
  '__proto__',
  'constructor',
  "'; DROP TABLE keyv; --",
  '=1+1',
  '../../etc/passwd',
  '<t:1:R>',
  'https://discord.gg/x',
];

const piece = fc.oneof(
  fc.constantFrom(...rightToLeft),
  fc.constantFrom(...markdown),
  fc.constantFrom(...mentions),
  fc.constantFrom(...emoji),
  fc.constantFrom(...odd),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .tuple(fc.constantFrom('a', '도', 'ㄱ', '깨'), fc.array(fc.constantFrom(...marks), { maxLength: 30 }))
    .map(([letter, above]) => letter + above.join('')),
);

/** Up to `length` UTF-16 units of what members like to try. */
export const hostileText = (length: number, minLength = 0): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 6,
        arbitrary: fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(piece, fc.nat(length))
          .map(([text, times]) => text.repeat(Math.ceil(times / Math.max(1, text.length)))),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('a', '가', '𓀀', '**', '@everyone ').map((text) => text.repeat(length)),
      },
    )
    .map((text) => text.slice(0, length).padEnd(minLength, 'x'));
