import type { CommandTexts } from './words.ts';

export const id: CommandTexts = {
  quiz: { name: 'kuis', description: 'Tebak dramanya dari lagunya' },
  'quiz start': { name: 'mulai', description: 'Mulai kuis di channel ini' },
  'quiz start mode': {
    name: 'mode',
    description: 'Cara mainnya (klasik)',
    choices: {
      classic: 'Klasik: semua menebak, yang pertama dapat poin terbanyak',
      choice: 'Pilihan: empat tombol',
      lives: 'Nyawa: tiga kali salah, gugur',
      'sudden-death': 'Sudden death: sekali salah, gugur',
      teams: 'Tim: dua kubu',
      ladder: 'Tangga: makin cepat tahu, makin besar poinnya',
    },
  },
  'quiz start answer': {
    name: 'jawaban',
    description: 'Apa yang ditebak (drama)',
    choices: { drama: 'Dramanya', song: 'Lagunya', artist: 'Penyanyinya' },
  },
  'quiz start play': {
    name: 'suara',
    description: 'Dari mana petunjuknya (otomatis)',
    choices: {
      auto: 'Otomatis: suara kalau kamu di channel suara',
      voice: 'Suara: potongan lagu',
      text: 'Teks: petunjuk tertulis',
    },
  },
  'quiz start rounds': { name: 'ronde', description: 'Berapa ronde (10)' },
  'quiz start seconds': { name: 'detik', description: 'Detik per ronde (30)' },
  'quiz start difficulty': {
    name: 'kesulitan',
    description: 'Seberapa terkenal lagunya (semua)',
    choices: { easy: 'Mudah', normal: 'Normal', hard: 'Sulit', any: 'Semua' },
  },
  'quiz start years': { name: 'tahun', description: 'Tahun dramanya: 2016, 2010-2019, atau 2010s' },
  'quiz start pool': {
    name: 'lagu',
    description: 'Lagu apa yang boleh keluar (semua)',
    choices: {
      everything: 'Semua',
      watched: 'Drama yang sudah ditonton pemain',
      favourites: 'Lagu yang disimpan pemain',
    },
  },
  'quiz stop': { name: 'berhenti', description: 'Akhiri kuis dan lihat rekapnya (host, moderator)' },
  'quiz skip': { name: 'lewati', description: 'Pilih untuk melewati ronde ini' },
  'quiz hint': { name: 'petunjuk', description: 'Pilih untuk petunjuk berikutnya' },
  'quiz why': { name: 'alasan', description: 'Kenapa tebakan terakhirmu benar, hampir, atau salah' },
  'quiz scores': { name: 'skor', description: 'Poin sejauh ini' },
  guess: { name: 'tebak', description: 'Jawab kuis secara pribadi' },
  'guess answer': { name: 'jawaban', description: 'Dalam Hangul, Inggris, atau Korea huruf Latin' },
  daily: { name: 'harian', description: 'Teka-teki hari ini: satu lagu, enam langkah, sama untuk semua' },
  help: { name: 'bantuan', description: 'Apa yang bisa Sonagi lakukan, dalam semenit' },
};
