/** What the composer and its palette say, in the language of the fan. */
export type ComposerWords = {
  commands: string;
  options: string;
  allOptional: string;
  required: (description: string) => string;
  suggestions: string;
  noCommand: string;
  noCommandHere: string;
  asking: string;
  askingFailed: string;
  noMatch: string;
  moreOptional: (count: number) => string;
  optionsOf: (command: string) => string;
  isRequired: (option: string, description: string) => string;
  chooseFromList: (option: string) => string;
  number: (option: string, isInteger: boolean) => string;
  range: (option: string, min: number, max: number) => string;
  length: (option: string, min: number, max: number) => string;
  noAttachments: (option: string) => string;
  nothingToChoose: (option: string) => string;
  message: (channel: string) => string;
  placeholder: (channel: string) => string;
  browse: string;
  send: string;
  sending: string;
  typing: (names: readonly string[]) => string;
  replyingTo: string;
  cancelReply: string;
};

const english: ComposerWords = {
  commands: 'Commands',
  options: 'Options',
  allOptional: 'Options, all optional: Enter sends',
  required: (description) => `${description} (required)`,
  suggestions: 'Suggestions',
  noCommand: 'No such command.',
  noCommandHere: 'There is no such command here. Choose one from the list.',
  asking: 'Asking the bot…',
  askingFailed: 'Loading options failed. What you type is sent as it is.',
  noMatch: 'No options match. What you type is sent as it is.',
  moreOptional: (count) => `+${count} optional`,
  optionsOf: (command) => `Options of /${command}`,
  isRequired: (option, description) => `${option} is required: ${description}`,
  chooseFromList: (option) => `${option}: choose one from the list.`,
  number: (option, isInteger) => `${option}: write a ${isInteger ? 'whole ' : ''}number.`,
  range: (option, min, max) => `${option}: a number from ${min} to ${max}.`,
  length: (option, min, max) => `${option}: ${min} to ${max} characters.`,
  noAttachments: (option) => `${option}: this page cannot attach files to commands.`,
  nothingToChoose: (option) => `${option}: there is nothing to choose from.`,
  message: (channel) => `Message ${channel}`,
  placeholder: (channel) => `Message ${channel}, or / for commands`,
  browse: 'Browse commands',
  send: 'Send',
  sending: 'Sending command…',
  typing: (names) => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing…`,
  replyingTo: 'Replying to',
  cancelReply: 'Cancel reply',
};

const korean: ComposerWords = {
  commands: '명령어',
  options: '옵션',
  allOptional: '옵션 (모두 선택 사항): Enter로 보내기',
  required: (description) => `${description} (필수)`,
  suggestions: '추천',
  noCommand: '그런 명령어가 없어요.',
  noCommandHere: '여기에는 그런 명령어가 없어요. 목록에서 골라 주세요.',
  asking: '봇에게 물어보는 중…',
  askingFailed: '목록을 불러오지 못했어요. 쓴 그대로 보내져요.',
  noMatch: '맞는 것이 없어요. 쓴 그대로 보내져요.',
  moreOptional: (count) => `선택 옵션 ${count}개`,
  optionsOf: (command) => `/${command} 옵션`,
  isRequired: (option, description) => `${option}: 꼭 필요해요. ${description}`,
  chooseFromList: (option) => `${option}: 목록에서 골라 주세요.`,
  number: (option, isInteger) => `${option}: ${isInteger ? '정수' : '숫자'}로 써 주세요.`,
  range: (option, min, max) => `${option}: ${min}부터 ${max}까지의 숫자로 써 주세요.`,
  length: (option, min, max) => `${option}: ${min}자에서 ${max}자까지 쓸 수 있어요.`,
  noAttachments: (option) => `${option}: 이 페이지에서는 명령어에 파일을 붙일 수 없어요.`,
  nothingToChoose: (option) => `${option}: 고를 것이 없어요.`,
  message: (channel) => `${channel}에 메시지 보내기`,
  placeholder: (channel) => `${channel}에 메시지 보내기, 명령어는 /`,
  browse: '명령어 보기',
  send: '보내기',
  sending: '명령어를 보내는 중…',
  typing: (names) => `${names.join(', ')} 님이 입력 중…`,
  replyingTo: '답장 받는 사람:',
  cancelReply: '답장 취소',
};

export const composerWords = (locale: string): ComposerWords => (locale.startsWith('ko') ? korean : english);
