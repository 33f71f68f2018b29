import type { VoicePanel, VoiceProblem } from '../state.ts';

export type VoiceLabels = {
  region: string;
  status: Record<VoicePanel['status'], string>;
  encrypted: string;
  encryptedTitle: string;
  plain: string;
  aloneTitle: string;
  plainTitle: string;
  code: string;
  epoch: (epoch: number) => string;
  volume: string;
  mute: string;
  unmute: string;
  leave: string;
  problem: Record<VoiceProblem, string>;
};

const english: VoiceLabels = {
  region: 'Voice',
  status: { connecting: 'Connecting…', connected: 'Voice connected', failed: 'Not connected' },
  encrypted: 'End-to-end encrypted',
  encryptedTitle: 'Only the people in this channel can hear it. Everybody there sees the same code.',
  plain: 'Not end-to-end encrypted',
  plainTitle: 'Somebody here sends sound without encryption.',
  aloneTitle: 'You are alone here: there is nobody to agree on a key with.',
  code: 'Privacy code',
  epoch: (epoch) => `Epoch ${epoch}`,
  volume: 'Volume',
  mute: 'Mute the sound',
  unmute: 'Unmute the sound',
  leave: 'Leave the voice channel',
  problem: {
    'no-decoder': 'This browser has no Opus decoder (WebCodecs): nothing can be heard here.',
    lost: 'The connection was lost. Leave and join again.',
  },
};

const korean: VoiceLabels = {
  region: '음성',
  status: { connecting: '연결하는 중…', connected: '음성 연결됨', failed: '연결되지 않음' },
  encrypted: '종단간 암호화됨',
  encryptedTitle: '이 채널에 있는 사람만 들을 수 있어요. 모두에게 같은 코드가 보여요.',
  plain: '종단간 암호화되지 않음',
  plainTitle: '암호화하지 않고 소리를 보내는 사람이 있어요.',
  aloneTitle: '혼자 있어서 함께 쓸 키가 없어요.',
  code: '보안 코드',
  epoch: (epoch) => `에포크 ${epoch}`,
  volume: '음량',
  mute: '소리 끄기',
  unmute: '소리 켜기',
  leave: '음성 채널 나가기',
  problem: {
    'no-decoder': '이 브라우저에는 Opus 디코더(WebCodecs)가 없어서 소리를 들을 수 없어요.',
    lost: '연결이 끊겼어요. 나갔다가 다시 들어오세요.',
  },
};

export const voiceLabels = (locale: string): VoiceLabels => (locale.startsWith('ko') ? korean : english);
