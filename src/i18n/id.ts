import { daily } from './id/daily.ts';
import { errors } from './id/errors.ts';
import { moods } from './id/moods.ts';
import { ost } from './id/ost.ts';
import { quiz } from './id/quiz.ts';
import type { StartedCatalog } from './index.ts';
import { numerals } from './numerals.ts';

export const id = {
  ...numerals('id'),
  errors,
  backSoon: 'Aku dimulai ulang dan kembali dalam semenit. Permainan lanjut dari sini dan semua poin aman.',
  bug: ({ errorId }) =>
    `Ada yang salah di sisiku. Kalau terjadi lagi, berikan kode ini ke pengelola bot: \`${errorId}\`.`,
  help: {
    title: 'Sonagi, untuk lagu-lagu drama Korea',
    intro:
      'Tanya dalam bahasa Inggris, 한글, Korea huruf Latin, atau dengan salah ketik; aku cari. Pencarianmu tidak kusimpan.',
    commands: 'Perintah',
    tips: 'Baik untuk diketahui',
    tipGuess:
      'Dalam kuis, `/tebak` bersifat pribadi dan bisa di mana saja. Mengetik di channel bisa kalau aku boleh membacanya.',
    tipSources: 'Setiap lagu punya sumber. Jumlahnya ada di kartunya.',
  },
  quiz,
  daily,
  ost,
  moods,
  reports: {
    button: 'Laporkan kesalahan',
    title: 'Laporkan kesalahan',
    question: 'Apa yang salah?',
    example: 'Penyanyinya bukan …, lihat https://…',
    outcome: {
      filed: 'Terima kasih. Pengelola akan memeriksanya.',
      known: 'Ini sudah kamu laporkan. Ada di daftar pengelola.',
      'too-many': 'Laporannya terlalu banyak untuk satu jam. Simpan sisanya untuk nanti.',
    },
  },
} satisfies StartedCatalog;
