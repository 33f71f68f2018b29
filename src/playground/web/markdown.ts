import { parse } from 'discord-markdown-parser';

/** A piece of Discord's markdown. Text stays text: the page never makes markup from it. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | {
      kind: 'strong' | 'em' | 'underline' | 'strikethrough' | 'spoiler' | 'quote' | 'subtext';
      children: Node[];
    }
  | { kind: 'heading'; level: number; children: Node[] }
  | { kind: 'link'; target: string; children: Node[] }
  | { kind: 'code'; text: string }
  | { kind: 'codeblock'; text: string }
  | { kind: 'list'; isOrdered: boolean; start: number; items: Node[][] }
  | { kind: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'everyone' | 'here' }
  | { kind: 'command'; name: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'timestamp'; seconds: number; style: string };

/** What the library gives: a type, and fields that depend on it. */
type Raw = { type: string; [field: string]: unknown };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const children = (raw: Raw): Node[] =>
  Array.isArray(raw['content']) ? fromRaw(raw['content'] as Raw[]) : [];

const plainText = (nodes: readonly Node[]): string =>
  nodes.map((node) => (node.kind === 'text' ? node.text : '')).join('');

const toNode = (raw: Raw): Node => {
  switch (raw.type) {
    case 'br':
      return { kind: 'break' };
    case 'strong':
    case 'em':
    case 'underline':
    case 'strikethrough':
    case 'spoiler':
    case 'subtext':
      return { kind: raw.type, children: children(raw) };
    case 'blockQuote':
      return { kind: 'quote', children: children(raw) };
    case 'heading':
      return { kind: 'heading', level: Number(raw['level']), children: children(raw) };
    case 'link':
    case 'url':
    case 'autolink':
      return { kind: 'link', target: text(raw['target']), children: children(raw) };
    case 'inlineCode':
      return { kind: 'code', text: text(raw['content']) };
    case 'codeBlock':
      return { kind: 'codeblock', text: text(raw['content']) };
    case 'user':
    case 'role':
    case 'channel':
      return { kind: raw.type, id: text(raw['id']) };
    case 'everyone':
    case 'here':
      return { kind: raw.type };
    case 'slashCommand':
      return { kind: 'command', name: text(raw['fullName']) };
    case 'emoji':
      return { kind: 'emoji', name: text(raw['name']) };
    case 'twemoji':
      return { kind: 'text', text: text(raw['name']) };
    case 'timestamp':
      return { kind: 'timestamp', seconds: Number(raw['timestamp']), style: text(raw['format']) || 'f' };
    default:
      return { kind: 'text', text: text(raw['content']) || plainText(children(raw)) };
  }
};

/** Neighbouring texts become one: the library cuts them at every character that might have begun something. */
const fromRaw = (raws: readonly Raw[]): Node[] => {
  const nodes: Node[] = [];
  for (const node of raws.map(toNode)) {
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text;
    else nodes.push(node);
  }
  return nodes;
};

const parseInline = (source: string): Node[] => fromRaw(parse(source, 'extended'));

const itemPattern = /^(?<indent> *)(?:[-*]|(?<number>\d{1,9})\.) +(?<rest>\S.*)$/;

type Item = { indent: number; number: number | undefined; rest: string };

const readItem = (line: string): Item | undefined => {
  const groups = itemPattern.exec(line)?.groups;
  if (!groups) return undefined;
  const { indent = '', number, rest = '' } = groups;
  return { indent: indent.length, number: number === undefined ? undefined : Number(number), rest };
};

/** Items deeper than the first belong to the item before them. */
const toLists = (items: readonly Item[]): Node[] => {
  const [first] = items;
  if (!first) return [];
  const isOrdered = first.number !== undefined;
  const list = { kind: 'list' as const, isOrdered, start: first.number ?? 1, items: [] as Node[][] };
  let index = 0;
  for (let item = items[0]; item; item = items[index]) {
    if ((item.number !== undefined) !== isOrdered) return [list, ...toLists(items.slice(index))];
    const { indent } = item;
    const deeper = items.slice(index + 1);
    const end = deeper.findIndex((one) => one.indent <= indent);
    const nested = end === -1 ? deeper : deeper.slice(0, end);
    list.items.push([...parseInline(item.rest), ...toLists(nested)]);
    index += 1 + nested.length;
  }
  return [list];
};

/** The library knows no lists: runs of `- item` and `1. item` lines outside code blocks are cut out here. */
const parseBlocks = (source: string): Node[] => {
  const nodes: Node[] = [];
  let prose: string[] = [];
  let items: Item[] = [];
  const flushProse = () => {
    if (prose.length > 0) nodes.push(...parseInline(prose.join('\n')));
    prose = [];
  };
  const flushItems = () => {
    nodes.push(...toLists(items));
    items = [];
  };
  for (const line of source.split('\n')) {
    const item = readItem(line);
    if (item) {
      flushProse();
      items.push(item);
    } else {
      flushItems();
      prose.push(line);
    }
  }
  flushProse();
  flushItems();
  return nodes;
};

export const parseMarkdown = (source: string): Node[] =>
  source
    // A code block is a block: the line break around it is not one more.
    .split(/\n?(```[\s\S]*?```)\n?/)
    .filter((part) => part !== '')
    .flatMap((part) => (part.startsWith('```') ? parseInline(part) : parseBlocks(part)));
