import type { Words } from './forms.ts';

/** What people say before an answer. Folded: no capitals, no apostrophes. */
const before: ReadonlySet<string> = new Set(
  (
    'is it|is this|is that|is it the|it is|its|it s|that is|thats|this is|this|that|it|is|was it|could it be|could be|can it be|would it be|might be|must be|' +
    'it must be|it might be|it could be|it has to be|has to be|gotta be|its gotta be|it should be|should be|wasnt it|isnt it|isnt this|isnt that|isnt|' +
    'i think|i think its|i think it is|i think thats|i think this is|i believe|i guess|i guess its|id say|i say|im guessing|i would say|im sure its|im sure|' +
    'i bet|i bet its|pretty sure its|pretty sure|im pretty sure its|im going with|going with|ill go with|ill say|lets go with|lets say|lets try|let me guess|' +
    'i know|i know this|i know this one|i know it|i love this|i love this one|i remember|i remember this|we say|my guess|my guess is|my answer|my answer is|' +
    'my final answer|my final answer is|final answer|the answer is|answer is|the answer|answer|ans|guess|guessing|' +
    'maybe|maybe its|perhaps|probably|possibly|definitely|def|surely|surely its|obviously|clearly|certainly|totally|honestly|tbh|actually|oh its|oh is it|' +
    'oh my god|oh my gosh|oh my|oh|ooh|ahh|ah|wait|wait is it|hold on|um|uh|hmm|hm|er|so|well|ok|okay|ok so|and|but|or|like|just|' +
    'hey|hi|hello guys|guys|yall|everyone|bro|bruh|dude|girl|pls|please|yes|yeah|yep|yay|no way|wow|woah|whoa|aigoo|omo|daebak|jinjja|finally|easy|ez|too easy|' +
    'im pretty sure|im quite sure|quite sure|really sure|im really sure|im certain|im positive|sure|sure its|think its|think it is|think this is|guess its|bet its|its gotta be|got to be|its got to be|has got to be|id guess|ill guess|my guess would be|i would guess|i wanna say|i want to say|im gonna say|im thinking|sounds like|feels like|looks like|this sounds like|gonna go with|im gonna go with|' +
    'from|the song|song|the song is|song is|this song is|this song is from|the drama|drama|the drama is|drama is|this drama is|the kdrama|kdrama|k drama|title|the title is|title is|name is|the name is|' +
    'artist|the artist is|singer|the singer is|the singer|sung by|by|its by|from the drama|its from|ost of|the ost of|ost|the ost|' +
    '정답|정답은|정답 은|답|답은|제 답은|내 답은|혹시|이거|이건|이게|그거|그건|저거|저건|요거|이 노래|이 노래는|이노래|이노래는|이 드라마|이 드라마는|아|어|음|오|우와|와|헐|대박|설마|아마|아마도|당연히|무조건|분명|분명히|' +
    '제목|제목은|제목이|드라마|드라마는|드라마 제목은|노래|노래는|노래 제목은|가수|가수는|나|나는|난|저는|전|제 생각엔|내 생각엔|제 생각에는|내 생각에는|제가 보기엔|알았다|알겠다|아하|진짜|찐|그럼|그러면|요|네|넵|응|ㅇㅇ|ㄹㅇ'
  ).split('|'),
);

/** What people say after it. */
const after: ReadonlySet<string> = new Set(
  (
    'right|correct|i think|i guess|i believe|i bet|i suppose|maybe|perhaps|probably|for sure|surely|definitely|obviously|or something|or smth|no doubt|' +
    'isnt it|is it|innit|is that right|is that it|is it right|am i right|yes|yeah|no|or not|or no|huh|eh|pls|please|plz|thanks|ty|guys|bro|dude|yall|everyone|omg|wow|yay|oh|' +
    'ost|osts|the ost|drama|kdrama|k drama|korean drama|series|the drama|the kdrama|song|the song|tv series|of course|ofc|duh|easy|ez|final answer|is my answer|is my guess|is the answer|lets go|i love it|love it|i love this|i love this one|my fav|my favorite|my favourite|too|tho|though|100|again|' +
    '아니야|아니냐|아니가|아닌가|아닌가요|아님|아니에요|아니예요|아닙니까|아냐|아닐까|아닐까요|아니니|아니죠|아니지|맞지|맞죠|맞나|맞나요|맞아|맞아요|맞음|맞습니까|맞네|맞다|' +
    '인가|인가요|인가여|인듯|인 듯|인데|인데요|인 것 같아|인 것 같아요|인것 같아|인것같아|인것 같아요|인것같아요|인거 같아|인거같아|인 거 같아|인 거 같은데|인거같은데|같아|같아요|같은데|같은데요|같네|같음|일 듯|일듯|일까|일까요|' +
    '이다|다|입니다|이에요|예요|에요|이야|야|이요|요|임|이지|지|이죠|죠|이네|네|네요|잖아|이잖아|이잖아요|잖아요|정답|드라마|노래|가수|오에스티|제발|ㅇㅇ|ㄱㄱ|ㄹㅇ|진짜|대박|아마|아마도|당연|확실|확실해|확실함|듯|쉽네|쉽다|개쉽네|이거|이거다'
  ).split('|'),
);

const noise =
  /^(?:o+m+f?g+s?|l+o+l+|lmf?a+o+|rofl|xd+|(?:ha){2,}h?|(?:he){2,}|(?:hi){3,}|[ㅋㅎㅠㅜㅡ]+|[ㅋㅎ]+[ㅠㅜ]*|u+h+m*|u+m+|h+m+|a+h+|o{2,}h*|o+h{2,}|e+r+m*|w+o+w+|ye+s+|ye+a+h*|ya+y+|wai+t+|ple+a+se+|pl+s+|idk|ikr|fr|ngl|imo|imho|[!?]+)$/u;
const longestPhrase = 5;
/** More chatter than this around an answer is not looked through: the time must stay bounded. */
const mostCuts = 8;

/** Places in the words that chatter, from `from` on in direction `step`, may end at. */
const cuts = (words: Words, phrases: ReadonlySet<string>, fromEnd: boolean): number[] => {
  const found = [0];
  for (let at = 0; at < found.length && found.length < mostCuts; at += 1) {
    const start = found[at] ?? 0;
    for (let length = Math.min(longestPhrase, words.length - 1 - start); length > 0; length -= 1) {
      const slice = fromEnd
        ? words.slice(words.length - start - length, words.length - start)
        : words.slice(start, start + length);
      const isChatter = phrases.has(slice.join(' ')) || (length === 1 && noise.test(slice[0] ?? ''));
      if (isChatter && !found.includes(start + length)) found.push(start + length);
    }
  }
  return found;
};

/** Endings that Hangul glues to the answer: 도깨비인가요, 도깨비야. */
const endings =
  /(?:인가요|인가여|인가|인듯|인데요|인데|입니다|입니까|이에요|이예요|예요|에요|이야|야|이요|요|여|임|이다|다|이지|지|이죠|죠|이네요|이네|네요|네|이잖아요|이잖아|잖아요|잖아|아님|아닌가요|아닌가|아니야|아냐|맞지|맞죠|맞나요|맞나|같아요|같아|같은데|일듯|일까요|일까|일걸|노래|드라마|[ㅋㅎㅠㅜ]+)$/u;

export interface Reading {
  readonly words: Words;
  /** Words and endings taken off as chatter. */
  readonly dropped: number;
}

/** The guess as it stands, then with ever more of the chatter around it taken off. */
export const readingsOf = (words: Words): readonly Reading[] => {
  const starts = cuts(words, before, false);
  const ends = cuts(words, after, true);
  const readings: Reading[] = [];
  for (const start of starts) {
    for (const end of ends) {
      if (start + end < words.length)
        readings.push({ words: words.slice(start, words.length - end), dropped: start + end });
    }
  }
  const withoutEndings = readings.flatMap(({ words: kept, dropped }): Reading[] => {
    const last = kept.at(-1) ?? '';
    const bare = last.replace(endings, '');
    return bare === last || bare === ''
      ? []
      : [{ words: [...kept.slice(0, -1), bare], dropped: dropped + 1 }];
  });
  return [...readings, ...withoutEndings].sort((a, b) => a.dropped - b.dropped).slice(0, 40);
};

/** Whether words are nothing but chatter, so that they stand for nothing by their first letters either. */
export const isChatter = (words: Words): boolean =>
  words.every((word) => before.has(word) || after.has(word) || noise.test(word));

const markdown = /[*_~`|>#\\]+/gu;
const discordTags = /<(?:a?:\w{1,32}:\d{1,20}|[@#&!:t/]{1,3}[^>]{0,64})>|(?<!\S):[a-z0-9_+-]{2,32}:(?!\S)/giu;
const links = /https?:\/\/\S{1,500}/giu;

/** A message without what Discord adds to it: spoiler bars, bold, custom emoji, mentions, links. */
export const cleanMessage = (text: string): string =>
  text
    .toWellFormed()
    .replace(links, ' ')
    .replace(discordTags, ' ')
    .replace(markdown, (signs) => (signs.includes('|') ? ' ' : ''))
    .replace(/\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}\uFE0F\u200D\u20E3]/gu, ' ')
    .trim();
