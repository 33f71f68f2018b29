import type { CommandTexts } from './words.ts';

export const ja: CommandTexts = {
  quiz: { name: 'クイズ', description: '曲からドラマを当てる' },
  'quiz start': { name: '開始', description: 'このチャンネルでクイズを始める' },
  'quiz start mode': {
    name: 'モード',
    description: '遊び方（クラシック）',
    choices: {
      classic: 'クラシック：みんなで回答、早い人ほど高得点',
      choice: '四択：ボタンで選ぶ',
      lives: 'ライフ：3回間違えると脱落',
      'sudden-death': 'サドンデス：1回の失敗で脱落',
      teams: 'チーム戦：2チームで対決',
      ladder: 'はしご：早く分かるほど高得点',
    },
  },
  'quiz start answer': {
    name: '答え',
    description: '何を当てるか（ドラマ）',
    choices: { drama: 'ドラマ', song: '曲', artist: 'アーティスト' },
  },
  'quiz start play': {
    name: '再生',
    description: 'ヒントの出し方（自動）',
    choices: {
      auto: '自動：ボイスチャンネルにいれば音声',
      voice: '音声：曲の一部',
      text: 'テキスト：文字のヒント',
    },
  },
  'quiz start rounds': { name: 'ラウンド', description: 'ラウンドの数（10）' },
  'quiz start seconds': { name: '秒', description: '1ラウンドの秒数（30）' },
  'quiz start difficulty': {
    name: '難易度',
    description: '曲の知名度（すべて）',
    choices: { easy: 'やさしい', normal: 'ふつう', hard: 'むずかしい', any: 'すべて' },
  },
  'quiz start years': { name: '年', description: 'ドラマの年：2016、2010-2019、2010s' },
  'quiz start pool': {
    name: '出題範囲',
    description: 'どの曲が出るか（すべて）',
    choices: { everything: 'すべて', watched: '参加者が見たドラマ', favourites: '参加者が保存した曲' },
  },
  'quiz stop': { name: '終了', description: 'クイズを終えて結果を見る（ホスト、モデレーター）' },
  'quiz skip': { name: 'スキップ', description: 'このラウンドを飛ばす投票' },
  'quiz hint': { name: 'ヒント', description: '次のヒントを出す投票' },
  'quiz why': { name: '理由', description: '最後の回答が正解、惜しい、不正解だった理由' },
  'quiz scores': { name: 'スコア', description: '今までの得点' },
  guess: { name: '回答', description: 'クイズに自分だけに見える形で答える' },
  'guess answer': { name: '答え', description: 'ハングル、英語、ローマ字のどれでも' },
  daily: { name: '今日の一問', description: '1曲、6ステップ。みんな同じ問題です' },
  help: { name: 'ヘルプ', description: 'Sonagi にできること、1分で' },
};
