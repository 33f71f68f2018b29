import {
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
  NoSubscriberBehavior,
  StreamType,
  VoiceConnectionStatus,
  type AudioPlayer,
  type VoiceConnection,
} from '@discordjs/voice';
import type { Client } from 'discord.js';
import OpusScript from 'opusscript';
import { Readable } from 'node:stream';
import { makeTone, SAMPLE_RATE } from './sound.ts';

/** Opus frames of 20 ms of a stereo tone. */
export const makeToneFrames = (frequencyHz: number, lengthMs: number): Buffer[] => {
  const encoder = new OpusScript(SAMPLE_RATE, 2, OpusScript.Application.AUDIO);
  const pcm = makeTone(frequencyHz, lengthMs);
  const samples = SAMPLE_RATE / 50;
  const frames: Buffer[] = [];
  for (let from = 0; from + samples * 4 <= pcm.length; from += samples * 4) {
    frames.push(Buffer.from(encoder.encode(pcm.subarray(from, from + samples * 4), samples)));
  }
  encoder.delete();
  return frames;
};

/** A bot that is nothing but discord.js and @discordjs/voice, as anybody would write it. */
export const joinWithLibrary = async (
  client: Client<true>,
  guildId: string,
  channelId: string,
  timeoutMs = 15_000,
): Promise<VoiceConnection> => {
  const guild = await client.guilds.fetch(guildId);
  const connection = joinVoiceChannel({
    guildId,
    channelId,
    adapterCreator: guild.voiceAdapterCreator,
    selfDeaf: true,
  });
  // Without a listener an IP discovery that fails would end the process.
  connection.on('error', () => undefined);
  return entersState(connection, VoiceConnectionStatus.Ready, timeoutMs);
};

export const playFrames = (connection: VoiceConnection, frames: readonly Buffer[]): AudioPlayer => {
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  player.play(
    createAudioResource(Readable.from(frames, { objectMode: true }), { inputType: StreamType.Opus }),
  );
  connection.subscribe(player);
  return player;
};
