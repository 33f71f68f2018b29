import type { Version } from '../schema.ts';
import { cleanText, hasHangul, hasLatin, keyOf } from './text.ts';

export interface ParsedTitle {
  readonly en?: string;
  readonly ko?: string;
  /** The title before anything was taken off it, when something was. */
  readonly full?: string;
  readonly version?: Version['kind'];
  readonly part?: string;
  readonly featuring: readonly string[];
  /** Singers the title itself names ("Performed by …"). */
  readonly performers: readonly string[];
}

const partAtEnd = /[,\s(]+(?:Pt|Part)\.?\s*(\d+)\)?$/i;
const fromAlbum = /\s*[([]\s*(?:From|Original (?:Televi\w+ )?Soundtrack|OST)\b[^)\]]*[)\]]\s*$/i;
const soundtrackVersion = /\s+-\s+Original Soundtrack(?: Version)?$/i;
const versionWord = /(?:ver(?:s(?:ion)?)?\.?|inst(?:rumental|rument)?\.?|live|remix|main theme|vari)/i;

const versionKind = (mark: string): Version['kind'] | undefined => {
  if (/\b(?:eng(?:lish)?)\b/i.test(mark)) return 'english';
  if (/\binst(?:rumental|rument)?\b/i.test(mark)) return 'instrumental';
  if (/\blive\b/i.test(mark)) return 'live';
  return /\bver(?:s(?:ion)?)?\b|remix|vari\b/i.test(mark) ? 'other' : undefined;
};

/** The bracket at the end, which may hold brackets itself: "환청 (Feat. 나쑈 (NaShow))". */
const splitLastBracket = (title: string): { before: string; inside: string } | undefined => {
  if (!title.endsWith(')')) return undefined;
  let depth = 0;
  for (let at = title.length - 1; at > 0; at -= 1) {
    if (title[at] === ')') depth += 1;
    if (title[at] === '(') depth -= 1;
    if (depth === 0) return { before: title.slice(0, at).trim(), inside: title.slice(at + 1, -1).trim() };
  }
  return undefined;
};

const people = (list: string): string[] =>
  list
    .split(/\s*(?:,|&|\band\b)\s*/)
    .map((name) => name.replace(/\s*\([^()]*\)$/, '').trim())
    .filter((name) => name !== '');

/** "대왕의 꿈 Pt. 3 - 백분의 일" → "백분의 일", part 3: a drama's own name in front of a song is not part of the title. */
const withoutDramaName = (
  title: string,
  dramaTitles: readonly string[],
): { title: string; part?: string } => {
  const match = /^(.+?)\s*(?:(?:OST\s*)?(?:Pt|Part)\.?\s*(\d+)|:\s*Preview \d+)?\s+-\s+(.+)$/i.exec(title);
  const [, drama, part, rest] = match ?? [];
  if (drama === undefined || rest === undefined) return { title };
  const key = keyOf(drama);
  if (!dramaTitles.some((name) => keyOf(name) === key)) return { title };
  return part === undefined ? { title: rest } : { title: rest, part };
};

const splitScripts = (title: string): { en?: string; ko?: string } => {
  if (!hasHangul(title)) return { en: title };
  const bracket = splitLastBracket(title);
  if (bracket !== undefined && bracket.before !== '') {
    const { before, inside } = bracket;
    if (hasHangul(before) && !hasLatin(before) && !hasHangul(inside) && hasLatin(inside))
      return { ko: before, en: inside };
    if (!hasHangul(before) && hasLatin(before) && hasHangul(inside) && !hasLatin(inside))
      return { ko: inside, en: before };
    // A gloss in Hanja, "정인 (情人)", repeats the title in another script.
    if (hasHangul(before) && /^[\p{Script=Han}\s]+$/u.test(inside)) return { ko: before };
  }
  const twice = /^([a-z][a-z'!?,. ]+) ([가-힣][가-힣 ]+)$/i.exec(title);
  // Two words at least in both scripts: "사랑 ing" and "OK 목장" are one title, "Pass On By 지나간다" is two.
  if (twice?.[1] !== undefined && twice[2] !== undefined && twice[1].includes(' '))
    return { en: twice[1], ko: twice[2] };
  return { ko: title };
};

interface Stripped {
  title: string;
  version?: Version['kind'];
  featuring: string[];
  performers: string[];
}

/** Takes marks such as "(Piano Ver.)" and "(Feat. X)" off the end until none is left. */
const stripMarks = (given: string): Stripped => {
  const found: Stripped = { title: given, featuring: [], performers: [] };
  for (;;) {
    const dashed = /^(.+?)\s+-\s+([^-]*(?:version|instrument(?:al)?|inst\.|OST ver\.?))$/i.exec(found.title);
    const bracket = splitLastBracket(found.title);
    const before = dashed?.[1] ?? bracket?.before;
    const mark = dashed?.[2] ?? bracket?.inside;
    if (before === undefined || mark === undefined || before === '') return found;
    const featuring = /^(?:feat\.?|with\.|featuring)\s*(.+)$/i.exec(mark)?.[1];
    const performers = /^performed by (.+)$/i.exec(mark)?.[1];
    if (featuring !== undefined) found.featuring.push(...people(featuring.replace(/ of .*$/, '')));
    else if (performers !== undefined) found.performers.push(...people(performers));
    else if (/^(?:prod\.? |.* of (?:stray kids)$|.* theme$|.* 테마$|.*viola\. )/i.test(mark)) {
      const member = /^(.+) of stray kids$/i.exec(mark)?.[1];
      if (member !== undefined) found.performers.push(member);
    } else if (versionWord.test(mark) && versionKind(mark) !== undefined) {
      found.version ??= versionKind(mark) ?? 'other';
    } else return found;
    found.title = before;
  }
};

/**
 * Reads a song title as sources write it. `dramaTitles` are the names the drama goes by; they are taken off the front.
 * Nothing is guessed: what is not one of the known shapes stays in the title.
 */
export const parseSongTitle = (raw: string, dramaTitles: readonly string[]): ParsedTitle => {
  const cleaned = cleanText(raw);
  const named = withoutDramaName(cleaned, dramaTitles);
  let title = named.title.replace(fromAlbum, '').replace(soundtrackVersion, '').trim();
  const part = named.part ?? partAtEnd.exec(title)?.[1];
  title = title.replace(partAtEnd, '').trim();
  const stripped = stripMarks(title);
  const scripts = splitScripts(stripped.title);
  return {
    ...scripts,
    ...(scripts.ko !== cleaned && scripts.en !== cleaned && { full: cleaned }),
    ...(stripped.version && { version: stripped.version }),
    ...(part !== undefined && part !== '0' && { part }),
    featuring: stripped.featuring,
    performers: stripped.performers,
  };
};
