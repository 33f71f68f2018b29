import type { VoiceFrame } from './voice-connection.ts';

export type VoicePlayer = {
  play: (frame: VoiceFrame) => void;
  setVolume: (volume: number) => void;
  /** The strongest frequency now, in Hz; 0 while it is silent. Measured before volume and mute. */
  dominantHz: () => number;
  close: () => void;
};

type Voice = { decoder: AudioDecoder; nextAt: number };

const SAMPLE_RATE = 48_000;
/** How much sound waits ahead of the ear, to even out the network: four frames. */
const BUFFER_S = 0.08;
/** More than this ahead means that the clocks drifted: what comes is dropped until it is heard. */
const MOST_AHEAD_S = 0.4;
/** About 1.5 Hz a bin at 48 kHz. */
const FFT_SIZE = 32_768;
const SILENT_DB = -90;

/** WebCodecs brings an Opus decoder of the browser's own: Chromium, Firefox 130, Safari 26. */
export const canDecode = (): boolean => typeof AudioDecoder === 'function';

const toBuffer = (context: AudioContext, data: AudioData): AudioBuffer => {
  const buffer = context.createBuffer(data.numberOfChannels, data.numberOfFrames, data.sampleRate);
  for (let channel = 0; channel < data.numberOfChannels; channel += 1) {
    data.copyTo(buffer.getChannelData(channel), { planeIndex: channel, format: 'f32-planar' });
  }
  return buffer;
};

/** Decodes each sender's Opus and plays it. Call it within a click: browsers let no page sound before one. */
export const createVoicePlayer = (): VoicePlayer => {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  void context.resume();
  const analyser = new AnalyserNode(context, { fftSize: FFT_SIZE, smoothingTimeConstant: 0 });
  const gain = new GainNode(context);
  analyser.connect(gain).connect(context.destination);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const voices = new Map<string, Voice>();

  const schedule = (voice: Voice, data: AudioData): void => {
    const now = context.currentTime;
    const lasts = data.numberOfFrames / data.sampleRate;
    if (voice.nextAt < now) voice.nextAt = now + BUFFER_S;
    if (voice.nextAt - now < MOST_AHEAD_S) {
      const source = new AudioBufferSourceNode(context, { buffer: toBuffer(context, data) });
      source.connect(analyser);
      source.start(voice.nextAt);
      voice.nextAt += lasts;
    }
    data.close();
  };

  const open = (userId: string): Voice => {
    const voice: Voice = {
      nextAt: 0,
      decoder: new AudioDecoder({
        output: (data) => {
          schedule(voice, data);
        },
        // A frame that is no Opus closes the decoder: the next frame begins with a new one.
        error: () => voices.delete(userId),
      }),
    };
    voice.decoder.configure({ codec: 'opus', sampleRate: SAMPLE_RATE, numberOfChannels: 2 });
    voices.set(userId, voice);
    return voice;
  };

  return {
    play: ({ userId, timestamp, opus }) => {
      const { decoder } = voices.get(userId) ?? open(userId);
      if (decoder.state !== 'configured' || opus.byteLength === 0) return;
      const microseconds = Math.round((timestamp * 1e6) / SAMPLE_RATE);
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: microseconds, data: opus }));
    },
    setVolume: (volume) => {
      gain.gain.setTargetAtTime(volume, context.currentTime, 0.02);
    },
    dominantHz: () => {
      analyser.getFloatFrequencyData(bins);
      let best = 0;
      for (let bin = 1; bin < bins.length; bin += 1) if ((bins[bin] ?? 0) > (bins[best] ?? 0)) best = bin;
      const isSilent = (bins[best] ?? SILENT_DB) <= SILENT_DB;
      return isSilent ? 0 : (best * context.sampleRate) / FFT_SIZE;
    },
    close: () => {
      for (const { decoder } of voices.values()) if (decoder.state !== 'closed') decoder.close();
      voices.clear();
      void context.close();
    },
  };
};
