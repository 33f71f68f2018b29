import type { APIVoiceState, GatewayVoiceServerUpdateDispatchData } from 'discord-api-types/v10';
import type { Dispatch } from '../gateway.ts';
import type { PageState } from '../state.ts';
import { connectVoice } from './voice-connection.ts';
import { canDecode, createVoicePlayer, type VoicePlayer } from './voice-player.ts';

export type Voice = {
  /** To be called within the click that joins, which is what lets the page make a sound. */
  prepare: () => void;
  dispatched: (dispatch: Dispatch) => void;
  setVolume: (volume: number) => void;
  setMuted: (isMuted: boolean) => void;
  /** The strongest frequency that is heard now, in Hz. */
  dominantHz: () => number;
};

const USUAL_VOLUME = 0.8;

/** Opus silence ends every stretch of sound, and DAVE leaves it as it is. */
const isSilence = (opus: Uint8Array): boolean => opus.length === 3 && opus[0] === 0xf8;

/** Follows the gateway into voice channels: what this tab joined is played, wherever it is moved. */
export const createVoice = ({ state, changed }: { state: PageState; changed: () => void }): Voice => {
  let player: VoicePlayer | undefined;
  let disconnect = (): void => undefined;

  const applyVolume = (): void => {
    const { voice } = state;
    if (voice) player?.setVolume(voice.isMuted ? 0 : voice.volume);
  };

  const leave = (): void => {
    disconnect();
    disconnect = () => undefined;
    player?.close();
    player = undefined;
    state.voice = undefined;
  };

  const connect = ({ guild_id: guildId, token, endpoint }: GatewayVoiceServerUpdateDispatchData): void => {
    const { voice } = state;
    disconnect();
    disconnect = () => undefined;
    if (!voice) return;
    voice.status = 'connecting';
    voice.speaking.clear();
    voice.plain.clear();
    // Discord says so when the voice server is away; another dispatch brings its successor.
    if (endpoint === null) return;
    const { channelId } = voice;
    const ticket = { guildId, channelId, userId: state.fan.user.id, sessionId: state.sessionId, token };
    disconnect = connectVoice(ticket, {
      ready: () => {
        voice.status = 'connected';
        voice.problem = canDecode() ? undefined : 'no-decoder';
        applyVolume();
        changed();
      },
      frame: (frame) => {
        player?.play(frame);
        const isPlain = voice.privacy.epoch > 0 && !frame.isEncrypted && !isSilence(frame.opus);
        if (isPlain === voice.plain.has(frame.userId)) return;
        if (isPlain) voice.plain.add(frame.userId);
        else voice.plain.delete(frame.userId);
        changed();
      },
      speaking: (userId, isSpeaking) => {
        if (isSpeaking) voice.speaking.add(userId);
        else voice.speaking.delete(userId);
        changed();
      },
      privacy: (privacy) => {
        voice.plain.clear();
        voice.privacy = privacy;
        changed();
      },
      lost: () => {
        voice.status = 'failed';
        voice.problem = 'lost';
        voice.speaking.clear();
        changed();
      },
    });
  };

  const moved = ({ user_id: userId, session_id: sessionId, channel_id: channelId }: APIVoiceState): void => {
    if (userId !== state.fan.user.id) return;
    // Another tab of the same fan has taken the seat, or it was left.
    if (channelId === null || sessionId !== state.sessionId) {
      leave();
      return;
    }
    if (state.voice?.channelId === channelId) return;
    const { volume = USUAL_VOLUME, isMuted = false } = state.voice ?? {};
    state.voice = {
      channelId,
      status: 'connecting',
      privacy: { epoch: 0, code: '' },
      speaking: new Set(),
      plain: new Set(),
      volume,
      isMuted,
      problem: undefined,
    };
  };

  return {
    prepare: () => {
      if (canDecode()) player ??= createVoicePlayer();
    },
    dispatched: ({ name, data }) => {
      if (name === 'VOICE_STATE_UPDATE') moved(data as APIVoiceState);
      else if (name === 'VOICE_SERVER_UPDATE') connect(data as GatewayVoiceServerUpdateDispatchData);
      // A new session has no seat: the old one's was given up with it.
      else if (name === 'READY') leave();
    },
    setVolume: (volume) => {
      if (state.voice) Object.assign(state.voice, { volume, isMuted: false });
      applyVolume();
      changed();
    },
    setMuted: (isMuted) => {
      if (state.voice) state.voice.isMuted = isMuted;
      applyVolume();
      changed();
    },
    dominantHz: () => player?.dominantHz() ?? 0,
  };
};
