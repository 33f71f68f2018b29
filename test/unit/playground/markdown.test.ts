import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, type Node } from '../../../src/playground/web/markdown.ts';

const text = (value: string): Node => ({ kind: 'text', text: value });

describe('markdown of messages', () => {
  test.each<[string, Node[]]>([
    ['plain 안녕', [text('plain 안녕')]],
    ['**b**', [{ kind: 'strong', children: [text('b')] }]],
    ['||s||', [{ kind: 'spoiler', children: [text('s')] }]],
    ['`<b>`', [{ kind: 'code', text: '<b>' }]],
    ['<script>alert(1)</script>', [text('<script>alert(1)</script>')]],
    ['<t:1700000000:R>', [{ kind: 'timestamp', seconds: 1_700_000_000, style: 'R' }]],
    ['<t:1700000000>', [{ kind: 'timestamp', seconds: 1_700_000_000, style: 'f' }]],
    ['<@123456789012345678>', [{ kind: 'user', id: '123456789012345678' }]],
    ['<:ost:123456789012345678>', [{ kind: 'emoji', name: 'ost' }]],
    ['</ost song:123456789012345678>', [{ kind: 'command', name: 'ost song' }]],
    ['[t](https://a.b/c)', [{ kind: 'link', target: 'https://a.b/c', children: [text('t')] }]],
    ['## Title', [{ kind: 'heading', level: 2, children: [text('Title')] }]],
    ['-# small', [{ kind: 'subtext', children: [text('small')] }]],
    ['\\*not\\* 🎵', [text('*not* 🎵')]],
  ])('%s', (source, expected) => {
    expect(parseMarkdown(source)).toEqual(expected);
  });

  test('lists, nested and numbered', () => {
    expect(parseMarkdown('- a\n- b\n  - c\n2. d')).toEqual([
      {
        kind: 'list',
        isOrdered: false,
        start: 1,
        items: [[text('a')], [text('b'), { kind: 'list', isOrdered: false, start: 1, items: [[text('c')]] }]],
      },
      { kind: 'list', isOrdered: true, start: 2, items: [[text('d')]] },
    ]);
  });

  test('a code block keeps list marks and swallows the breaks around it', () => {
    expect(parseMarkdown('x\n```js\n- a\n```\ny')).toEqual([
      text('x'),
      { kind: 'codeblock', text: '- a' },
      text('y'),
    ]);
  });

  test('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (source) => {
        expect(Array.isArray(parseMarkdown(source))).toBe(true);
      }),
    );
  });
});
