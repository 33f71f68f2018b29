import type { StartedCatalog } from './index.ts';
import { daily } from './ja/daily.ts';
import { errors } from './ja/errors.ts';
import { moods } from './ja/moods.ts';
import { ost } from './ja/ost.ts';
import { quiz } from './ja/quiz.ts';
import { numerals } from './numerals.ts';

export const ja = {
  ...numerals('ja'),
  errors,
  backSoon: '再起動して、1分ほどで戻ります。ゲームは続きから、得点もそのままです。',
  bug: ({ errorId }) =>
    `こちらで問題が起きました。また起きたら、この番号を運営者に伝えてください：\`${errorId}\``,
  help: {
    title: 'Sonagi：韓国ドラマの歌のためのボット',
    intro: '英語、한글、ローマ字、打ち間違いでも大丈夫、見つけます。検索した言葉は残しません。',
    commands: 'コマンド',
    tips: '知っておくと便利',
    tipGuess:
      'クイズの `/回答` は自分にだけ見え、どこでも使えます。私が読めるチャンネルなら、そのまま書き込んでも大丈夫です。',
    tipSources: 'どの曲にも出典があります。件数はカードに出ています。',
  },
  quiz,
  daily,
  ost,
  moods,
  reports: {
    button: '間違いを報告',
    title: '間違いを報告',
    question: '何が違いますか？',
    example: '歌手は…ではありません。https://… を見てください',
    outcome: {
      filed: 'ありがとうございます。運営者が確認します。',
      known: '前に教えてもらった内容です。運営者のリストにあります。',
      'too-many': '1時間の報告としては多すぎます。残りはまた後で。',
    },
  },
} satisfies StartedCatalog;
