/** “Report a mistake”. */
export const reports = {
  button: 'Report a mistake',
  title: 'Report a mistake',
  question: 'What is wrong?',
  example: 'The singer is not …, see https://…',
  outcome: {
    filed: 'Thank you. The operator will look at it.',
    known: 'You told me this before. It is on the operator’s list.',
    'too-many': 'That is a lot of reports for one hour. Keep the rest for later.',
  },
};
