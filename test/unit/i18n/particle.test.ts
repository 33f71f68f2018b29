import { describe, expect, test } from 'vitest';
import { particle } from '../../../src/i18n/particle.ts';
import { createTexts } from '../../../src/i18n/index.ts';

describe('a Korean particle', () => {
  test.each([
    ['도깨비', '을/를', '를'],
    ['사랑의 불시착', '을/를', '을'],
    ['눈의 여왕', '은/는', '은'],
    ['호텔 델루나', '이/가', '가'],
    ['시그널', '으로/로', '로'],
    ['서울', '와/과', '과'],
    ['응답하라 1988', '을/를', '을'],
    ['응답하라 1994', '을/를', '를'],
    ['사랑의 온도 10', '을/를', '을'],
    ['Goblin', '을/를', '을'],
    ['Signal', '으로/로', '로'],
    ['Pinocchio', '은/는', '는'],
    ['Love', '이라고/라고', '라고'],
    ['도깨비', '이라는/라는', '라는'],
    ['미생', '이라는/라는', '이라는'],
    // What is in brackets is not read aloud.
    ['사랑의 불시착 (Crash Landing on You)', '을/를', '을'],
    ['**도깨비**', '을/를', '를'],
    ['스카이 캐슬!', '을/를', '을'],
    // Decomposed Hangul, as a file name on a Mac.
    ['미생'.normalize('NFD'), '은/는', '은'],
    ['도깨비\\_', '은/는', '는'],
  ] as const)('after %s, of %s: %s', (name, forms, form) => {
    expect(particle(name, forms)).toBe(form);
  });

  test('stands after whatever a member types', () => {
    for (const typed of ['', '🙂', '***', '()', '😀👨‍👩‍👧', 'ㅋㅋㅋ', 'ㅏ'])
      expect(['은', '는']).toContain(particle(typed, '은/는'));
  });

  test('is right in whole sentences', () => {
    const { ost, quiz, errors } = createTexts('ko')('ko');
    expect(ost.saved({ title: '첫눈처럼 너에게 가겠다' })).toBe(
      '**첫눈처럼 너에게 가겠다**를 즐겨찾기에 저장했어요.',
    );
    expect(ost.similarTo({ title: '이미 슬픈 사랑' })).toBe('이미 슬픈 사랑과 비슷한 노래');
    expect(quiz.outcome.wrong({ guess: '미생' })).toContain('“미생”은 아니에요');
    expect(errors.songNotFound({ query: 'Stay' })).toContain('“Stay”와 비슷한');
  });
});
