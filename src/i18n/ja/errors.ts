import type { QuizErrorTexts } from '../en/errors.ts';
import { plural } from '../plural.ts';

const count = plural('ja');

const songs = (found: number): string => count(found, { other: '#曲' });

export const widening = {
  years: ({ found }: { found: number }) => `年を指定しない：${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `難易度を問わない：${songs(found)}`,
  pool: ({ found }: { found: number }) => `全曲から：${songs(found)}`,
};

export const errors: QuizErrorTexts = {
  songNotFound: ({ query }) =>
    `「${query}」に近い曲が見つかりません。言葉を減らすか、歌手名で探してみてください。ドラマなら \`/ost drama\` でどうぞ。`,
  dramaNotFound: ({ query }) =>
    `「${query}」に近いドラマが見つかりません。英語か韓国語のタイトル、または略称で探してみてください。`,
  artistNotFound: ({ query }) =>
    `「${query}」に近いアーティストが見つかりません。ハングルかローマ字の名前で探してみてください。`,
  serverOnly: () => 'サーバーの中だけで使えます。私も書き込めるチャンネルで試してください。',
  noSongFits: () => '条件に合う曲がありません。年の幅を広げるか、条件を一つ外してみてください。',
  slowDown: ({ seconds }) => `少しゆっくりお願いします。${seconds}秒後にもう一度どうぞ。`,
  expired: () => 'このボタンは期限切れです。コマンドをもう一度実行してください。',
  missingBotPermissions: ({ permissions }) =>
    `このチャンネルで私に足りない権限があります：**${permissions}**。モデレーターに、私のロールへの許可を頼んでください。`,
  missingMemberPermissions: ({ permissions }) => `**${permissions}** の権限があるメンバーだけができます。`,
  noGame: () => '今はクイズをしていません。`/クイズ 開始` で始められます。',
  gameRunning: ({ channelId }) =>
    `<#${channelId}> ですでにクイズをしています。そちらに参加するか、先に終わらせてください。`,
  notHost: () => 'このクイズのホストかモデレーターだけができます。',
  poolTooSmall: ({ found, wanted, widen }) =>
    `この条件に合う曲は${songs(found)}だけで、この長さのクイズには${songs(wanted)}必要です。` +
    [...widen.map((way) => `${widening[way.drop](way)}。`), 'ラウンドを減らす手もあります。'].join(''),
  badYears: ({ years }) =>
    `「${years}」は年として読めません。\`2016\`、\`2010-2019\`、\`2010s\` のように書いてください。`,
  voiceForbidden: ({ channelId, permissions }) =>
    `<#${channelId}> では音を届けられません。そのチャンネルで私のロールに **${permissions}** を許可するよう、モデレーターに頼んでください。`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> は満員です（${limit}人）。人数制限を上げるか、私のロールに **メンバーを移動** を許可するよう、モデレーターに頼んでください。`,
  voiceBusy: ({ channelId }) =>
    `いま <#${channelId}> で再生中です。音ありのクイズは、それが終わってからになります。`,
  joinVoiceFirst: () =>
    '音ありのクイズは、ボイスチャンネルに入ってからもう一度始めてください。そちらに伺います。',
  noSound: () =>
    '再生できる音がありません。運営者が `AUDIO_LIBRARY` か `AUDIO_PREVIEWS` を設定すると使えます。',
  commandChanged: () =>
    'このコマンドは変わりました。もう一度入力してください。古いままなら Discord を再起動してください。',
  restarting: () => 'いま再起動しています。1分後にもう一度お試しください。',
  notEligible: () => 'このクイズに参加しているメンバーだけが投票できます。',
  alreadyVoted: () => '投票はもう数えてあります。',
  noMoreHints: () => 'ヒントはもう全部出ています。',
  listFull: ({ limit }) => `リストがいっぱいです（${limit}件まで）。先に何か外してください。`,
  dailyOver: () => 'その問題の日は終わりました。今日の問題が待っています：`/今日の一問`',
  noCup: () => 'このチャンネルでワールドカップはしていません。`/worldcup start` で始められます。',
  cupRunning: () =>
    'このチャンネルですでにワールドカップをしています。`/worldcup status` で見るか、別のチャンネルで始めてください。',
  cupTooSmall: ({ found, wanted, fits }) =>
    `このテーマは${songs(found)}で、${wanted}曲のワールドカップには${songs(wanted)}必要です。` +
    (fits === null
      ? 'もっと広いテーマを選んでください。'
      : `\`size: ${fits}\` にするか、もっと広いテーマを選んでください。`),
  cupPairOver: () => 'その対決は終わりました。今開いている対決に投票してください。',
  cupPaused: () => 'このワールドカップは一時停止中です。ホストが再開できます。',
  cupNotPaused: () => 'このワールドカップは停止していません。',
  notCupHost: () => 'このワールドカップのホストかモデレーターだけができます。',
  noTheme: ({ theme }) =>
    `「${theme}」というテーマはありません。リストから雰囲気、ドラマ、アーティスト、年代、\`favourites\` を選んでください。`,
  badTimeZone: ({ zone }) =>
    `「${zone}」というタイムゾーンはありません。都市か地域で探して、リストから選んでください。`,
  quizElsewhere: ({ channelId }) =>
    `このサーバーのクイズは <#${channelId}> で行います。そちらで始めてください。`,
  tooLate: () => 'そのラウンドは終わりました。次のラウンドをどうぞ。',
};
