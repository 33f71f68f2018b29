/** `/privacy`. */
export const privacy = {
  exported: 'Everything I hold on you. What is not in the file I do not know.',
  nothing: 'I hold nothing on you.',
  /** Typed to confirm; upper and lower case are the same. */
  word: 'DELETE',
  modalTitle: 'Forget everything about me?',
  modalLabel: (params: { word: string }) => `Type ${params.word} to confirm`,
  modalHint: 'Points, streaks, lists, tags and guesses, in every server. It cannot be undone.',
  kept: (params: { word: string }) =>
    `Nothing was deleted. To go on, run \`/privacy delete\` again and type ${params.word}.`,
  forgotten:
    'Done: I have forgotten you, on leaderboards too. Mistakes you reported and names a server accepted stay, without your name.',
};
