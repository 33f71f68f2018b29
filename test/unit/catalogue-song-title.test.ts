import { describe, expect, it } from 'vitest';
import { parseSongTitle, type ParsedTitle } from '../../src/core/catalogue/import/song-title.ts';

const cases: [title: string, drama: string, expected: Partial<ParsedTitle>][] = [
  ['Everytime', 'Descendants of the Sun', { en: 'Everytime' }],
  ['벚꽃연가', '백일의 낭군님', { ko: '벚꽃연가' }],
  ['Descendants Of The Sun Pt.6 - Talk Love', 'Descendants of the Sun', { en: 'Talk Love', part: '6' }],
  ['대왕의 꿈 Pt. 3 - 백분의 일', '대왕의 꿈', { ko: '백분의 일', part: '3' }],
  ['프로듀사 : Preview 03 - AND...그리고', '프로듀사', { ko: 'AND...그리고' }],
  ['W - AND I', 'Mr. Sunshine', { en: 'W - AND I' }],
  ['Walk with you, Pt.4', 'Hush', { en: 'Walk with you', part: '4' }],
  ['Amazing Grace (From The K2, Pt 3)', 'The K2', { en: 'Amazing Grace' }],
  ['환청 (Feat. 나쑈 (NaShow))', '킬미힐미', { ko: '환청', featuring: ['나쑈'] }],
  [
    'Attracted Woman (Performed by KIHYUN, JOOHEON)',
    '',
    { en: 'Attracted Woman', performers: ['KIHYUN', 'JOOHEON'] },
  ],
  ['I Still (Piano Ver.)', '', { en: 'I Still', version: 'other', full: 'I Still (Piano Ver.)' }],
  ['하늘 아래 그대와 (ENG Ver.)', '', { ko: '하늘 아래 그대와', version: 'english' }],
  ['Beautiful (Inst.)', '', { en: 'Beautiful', version: 'instrumental' }],
  ['I Think I - Guitar Instrument', '', { en: 'I Think I', version: 'instrumental' }],
  ['그 날 (The Day) (Original Ver.)', '', { ko: '그 날', en: 'The Day', version: 'other' }],
  ['Pass On By 지나간다', '', { en: 'Pass On By', ko: '지나간다' }],
  ['정인 (情人)', '', { ko: '정인', full: '정인 (情人)' }],
  ['사랑 ing', '', { ko: '사랑 ing' }],
  ['Those Days (without you)', '', { en: 'Those Days (without you)' }],
  ['나무 (바라만 본다 2)', '', { ko: '나무 (바라만 본다 2)' }],
  ['Live', '', { en: 'Live' }],
  ['Ｌｏｖｅ  ‘Story’', '', { en: "Love 'Story'" }],
  ['벚꽃'.normalize('NFD'), '', { ko: '벚꽃' }],
];

describe('parseSongTitle', () => {
  it.each(cases)('reads %s', (title, drama, expected) => {
    expect(parseSongTitle(title, [drama])).toMatchObject(expected);
  });

  it('takes no version from a title that only sounds like one', () => {
    expect(parseSongTitle('Over The Moon', []).version).toBeUndefined();
    expect(parseSongTitle('Never Ending Story (Someday)', []).version).toBeUndefined();
  });

  it('names no script it does not have', () => {
    expect(parseSongTitle('벚꽃연가', [])).not.toHaveProperty('en');
    expect(parseSongTitle('Everytime', [])).not.toHaveProperty('ko');
  });
});
