import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { plural } from '../plural.ts';

const count = plural('id');
const date = dayIn('id');

export const daily = {
  title: ({ day }) => `Teka-teki harian · ${date(day)}`,
  rules: ({ steps }) =>
    `Tebakan salah atau petunjuk memakai satu dari ${steps} langkah. Kalau hampir benar, gratis.`,
  step: ({ step, steps }) => `Langkah ${step} dari ${steps}`,
  streak: ({ days, best }) => `Beruntun: ${count(days, { other: '# hari' })} (terbaik ${best})`,
  freezeReady: 'Jatah libur siap: boleh absen satu hari bulan ini',
  freezeUsed: 'Jatah libur bulan ini sudah dipakai',
  answer: 'Jawab',
  nextClue: 'Petunjuk lagi',
  share: 'Bagikan',
  modalTitle: 'Teka-teki hari ini',
  modalLabel: 'Drama apa ini?',
  modalHint: 'Dalam Hangul, Inggris, atau Korea huruf Latin',
  outcome: {
    wrong: ({ guess }) => `Bukan “${guess}”. Ini satu petunjuk lagi.`,
    near: () => 'Hampir! Cek ejaan, tahun, atau musimnya. Yang ini gratis.',
    repeated: () => 'Itu sudah pernah kamu coba. Tidak dihitung.',
    clue: () => 'Satu petunjuk lagi.',
  },
  solved: ({ step }) => `Terjawab dalam ${count(step, { other: '# langkah' })}`,
  missed: 'Belum kali ini',
  next: ({ unixSeconds }) => `Yang berikutnya datang <t:${unixSeconds}:R>.`,
  spoken: { wrong: 'salah', clue: 'petunjuk', right: 'benar' },
  shared: ({ member, day, result }) => `${member} · Teka-teki harian Sonagi, ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
