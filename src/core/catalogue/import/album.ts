import { cleanText, keyOf, unique } from './text.ts';

/** What an album name says: the names the drama may have, and the part. */
export interface AlbumReading {
  readonly dramaNames: readonly string[];
  readonly part?: string;
}

const soundtrack = /\bO\.?S\.?T\b|original\s+(?:\w+\s+)?sound\s?track|soundtrack|music from|사운드트랙/i;
const partPattern = /\b(?:Pt|Part|Vol|Volume)\.?\s*(\d+)/i;
const broadcaster =
  /^(?:(?:KBS2?|MBC|SBS|tvN|JTBC|OCN|ENA|TV\s?조선|채널A)\s+)?(?:[월화수목금토일]{1,2}\s?)?(?:특별\s?기획\s+|미니시리즈\s+|주말\s?)?드라마\s+/;

const withoutMarks = (text: string): string =>
  text
    .replace(/\b(?:Pt|Part|Vol|Volume)\.?\s*\d+/gi, ' ')
    .replace(
      /\boriginal\s+(?:(?:\w+\s+){1,2})?sound\s?track\b|\bmusic from the\b.*|\bsoundtrack\b|사운드트랙|\bO\.?S\.?T\b\.?/gi,
      ' ',
    )
    .replace(/\bspecial(?: track| album)?\s*$/i, ' ')
    .replace(/["'`「」<>]/g, ' ')
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,:-]+|[\s,:-]+$/g, '')
    .replace(broadcaster, '')
    .trim();

/**
 * Reads "Run On OST Part 3", "Run On (Original Television Soundtrack), Pt. 3", "Blue Bird (Run On OST Part.3)" and
 * "Blue Bird (From Run On)". An album that calls itself no soundtrack is undefined: its drama would be a guess.
 */
export const readAlbum = (album: string): AlbumReading | undefined => {
  const text = cleanText(album);
  const from = /[([]\s*from\s+["']?(.+?)["']?\s*[)\]]/i.exec(text)?.[1];
  if (!soundtrack.test(text) && from === undefined) return undefined;
  const brackets = [...text.matchAll(/[([]([^()[\]]+)[)\]]/g)].map((match) => match[1] ?? '');
  const named = brackets.filter((inside) => soundtrack.test(inside)).map(withoutMarks);
  const outside = withoutMarks(text.replace(/[([][^()[\]]*[)\]]/g, ' '));
  // "미생 (Misaeng) OST": a bracket may hold the other name, so all of them are tried after the likely ones.
  const dramaNames = [
    from === undefined ? '' : withoutMarks(from),
    ...named,
    outside,
    withoutMarks(text),
    ...brackets.map(withoutMarks),
  ];
  const part = partPattern.exec(text)?.[1];
  return {
    dramaNames: unique(dramaNames.filter((name) => name !== '' && keyOf(name).length > 1)),
    ...(part !== undefined && part !== '0' && { part: String(Number(part)) }),
  };
};
