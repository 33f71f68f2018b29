/** `/help`. */
export const help = {
  title: 'Sonagi, for the songs of K-dramas',
  intro: 'Ask in English, 한글, romanised Korean or with typos; I will find it. Your searches are not kept.',
  commands: 'Commands',
  tips: 'Good to know',
  tipGuess:
    'In a quiz, `/guess` is private and works everywhere. Typing in the channel works where I may read it.',
  tipSources: 'Every song has a source. Its card says how many.',
};
