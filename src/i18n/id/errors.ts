import type { QuizErrorTexts } from '../en/errors.ts';
import { plural } from '../plural.ts';

const count = plural('id');

const songs = (found: number): string => count(found, { other: '# lagu' });

export const widening = {
  years: ({ found }: { found: number }) => `Tanpa tahun: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `Semua tingkat kesulitan: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `Dari semua lagu: ${songs(found)}`,
};

export const errors: QuizErrorTexts = {
  songNotFound: ({ query }) =>
    `Aku tidak menemukan lagu seperti “${query}”. Coba kata yang lebih sedikit, nama penyanyinya, atau dramanya lewat \`/ost drama\`.`,
  dramaNotFound: ({ query }) =>
    `Aku tidak menemukan drama seperti “${query}”. Coba judul Inggris, Korea, atau singkatannya.`,
  artistNotFound: ({ query }) =>
    `Aku tidak menemukan penyanyi seperti “${query}”. Coba namanya dalam Hangul atau huruf Latin.`,
  serverOnly: () => 'Ini hanya bisa di server, di channel tempat kita berdua bisa menulis.',
  noSongFits: () => 'Tidak ada lagu yang cocok. Perluas tahunnya, atau hapus salah satu pilihan.',
  slowDown: ({ seconds }) => `Cepat sekali! Coba lagi dalam ${seconds} detik.`,
  expired: () => 'Tombol ini sudah kedaluwarsa. Jalankan lagi perintahnya untuk yang baru.',
  missingBotPermissions: ({ permissions }) =>
    `Aku belum punya izin di channel ini: **${permissions}**. Minta moderator memberikannya ke role-ku.`,
  missingMemberPermissions: ({ permissions }) => `Hanya anggota dengan izin **${permissions}** yang bisa.`,
  noGame: () => 'Belum ada kuis di sini. Mulai dengan `/kuis mulai`.',
  gameRunning: ({ channelId }) =>
    `Sudah ada kuis di <#${channelId}>. Ikut di sana, atau hentikan dulu yang itu.`,
  notHost: () => 'Hanya host kuis ini atau moderator yang bisa.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `Hanya ${songs(found)} yang cocok, padahal kuis sepanjang ini butuh ${wanted}. ` +
    [...widen.map((way) => `${widening[way.drop](way)}.`), 'Atau kurangi jumlah rondenya.'].join(' '),
  badYears: ({ years }) =>
    `Aku tidak bisa membaca “${years}” sebagai tahun. Tulis \`2016\`, \`2010-2019\`, atau \`2010s\`.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `Suaraku tidak terdengar di <#${channelId}>. Minta moderator memberi **${permissions}** untuk peranku di sana.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> penuh (${limit}). Minta moderator menaikkan batas penggunanya atau memberi peranku **Pindahkan Anggota**.`,
  voiceBusy: ({ channelId }) =>
    `Aku sedang memutar di <#${channelId}>. Kuis dengan suara harus menunggu sampai itu selesai.`,
  joinVoiceFirst: () => 'Untuk kuis dengan suara, masuk ke kanal suara lalu mulai lagi: aku akan datang.',
  noSound: () =>
    'Tidak ada suara yang bisa kuputar: pengelola bot perlu mengatur `AUDIO_LIBRARY` atau `AUDIO_PREVIEWS`.',
  commandChanged: () =>
    'Perintah ini sudah berubah. Ketik lagi, dan mulai ulang Discord kalau masih tampak lama.',
  restarting: () => 'Aku sedang dimulai ulang. Coba lagi semenit lagi.',
  notEligible: () => 'Hanya peserta kuis ini yang bisa ikut memilih.',
  alreadyVoted: () => 'Suaramu sudah dihitung.',
  noMoreHints: () => 'Semua petunjuk sudah keluar.',
  listFull: ({ limit }) => `Daftarmu penuh: muat ${limit}. Hapus sesuatu dulu, ya.`,
  dailyOver: () => 'Hari untuk teka-teki itu sudah lewat. Yang hari ini menunggu: `/harian`.',
  noCup: () => 'Tidak ada World Cup di channel ini. Mulai dengan `/worldcup start`.',
  cupRunning: () =>
    'Sudah ada World Cup di channel ini. Lihat dengan `/worldcup status`, atau mulai di channel lain.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `Tema ini punya ${songs(found)}, padahal World Cup ${wanted} lagu butuh ${wanted}. ` +
    (fits === null ? 'Pilih tema yang lebih luas.' : `Pilih \`size: ${fits}\` atau tema yang lebih luas.`),
  cupPairOver: () => 'Duel itu sudah selesai. Pilih di duel yang masih terbuka.',
  cupPaused: () => 'World Cup ini sedang dijeda. Host bisa melanjutkannya.',
  cupNotPaused: () => 'World Cup ini tidak sedang dijeda.',
  notCupHost: () => 'Hanya host World Cup ini atau moderator yang bisa.',
  noTheme: ({ theme }) =>
    `Aku tidak tahu tema “${theme}”. Pilih dari daftar: suasana, drama, penyanyi, dekade, atau \`favourites\`.`,
  badTimeZone: ({ zone }) =>
    `Aku tidak tahu zona waktu “${zone}”. Pilih dari daftar, menurut kota atau wilayah.`,
  quizElsewhere: ({ channelId }) => `Di server ini kuis dimainkan di <#${channelId}>. Mulai di sana, ya.`,
  tooLate: () => 'Ronde itu sudah selesai. Ronde berikutnya milikmu.',
};
