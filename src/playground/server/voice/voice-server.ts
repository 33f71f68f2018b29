import type { VoiceHost, World } from '../world/types.ts';
import { sendToVoiceServer } from '../world/voice.ts';
import { createCertificate, trustCertificate } from './certificate.ts';
import { openEndpoint, type VoiceEndpoint } from './endpoint.ts';
import { createFaults, type VoiceFaults } from './faults.ts';
import { createExternalSender } from './mls.ts';
import { VoiceClose as Close } from './opcodes.ts';
import { createRooms } from './rooms.ts';
import { createSessions } from './sessions.ts';
import type { SenderStatistics } from './statistics.ts';

export type VoiceServerOptions = {
  world: World;
  log: (line: string) => void;
  /** Default: 13 750, as on Discord. */
  heartbeatIntervalMs?: number | undefined;
  /** How long a session whose socket broke may be resumed. Default: 15 000. */
  resumeWindowMs?: number | undefined;
};

export type VoiceMemberDescription = {
  guildId: string;
  channelId: string;
  userId: string;
  ssrc: number;
  /** False while it waits for a resume. */
  isConnected: boolean;
  /** True once it has its session description. */
  isReady: boolean;
};

/** What tests see of the voice server and do to it. A member is named by guild and user. */
export type VoiceControls = Pick<VoiceFaults, 'setLoss' | 'setBlackhole' | 'setDiscovery'> & {
  /** PEM. A child process trusts it through a file named by NODE_EXTRA_CA_CERTS; this process already does. */
  readonly certificate: string;
  members: () => VoiceMemberDescription[];
  /** The channel's MLS group; `undefined` while there is none. */
  group: (channelId: string) => { epoch: number; userIds: string[] } | undefined;
  /** What the member has sent; `undefined` when it is not here. */
  statistics: (guildId: string, userId: string) => SenderStatistics | undefined;
  resetStatistics: (guildId: string, userId: string) => void;
  /** Closes the member's voice socket. After 4015 and codes below 4000 it may resume, after others not. */
  closeSession: (guildId: string, userId: string, code: number) => void;
  /** Cuts the member's voice socket without a word; it may resume. */
  drop: (guildId: string, userId: string) => void;
  /** Sends everybody of the guild to another voice server. */
  changeRegion: (guildId: string) => void;
  /** The guild's voice server goes away (endpoint null) until it is called with `false`. */
  setAway: (guildId: string, isAway: boolean) => void;
};

export type VoiceServer = {
  readonly host: VoiceHost;
  readonly controls: VoiceControls;
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

const ENDPOINT_COUNT = 2;

export const createVoiceServer = (options: VoiceServerOptions): VoiceServer => {
  const { world, log } = options;
  const rooms = createRooms({ world, sender: createExternalSender(), log });
  const sessions = createSessions({
    rooms,
    after: world.after,
    resumeWindowMs: options.resumeWindowMs ?? 15_000,
  });
  const faults = createFaults();
  /** Which of the voice servers a guild uses. */
  const regions = new Map<string, number>();
  const away = new Set<string>();
  let endpoints: VoiceEndpoint[] = [];
  let certificate = '';
  let distrust = (): void => undefined;

  const endpoint = (guildId: string): string | null =>
    away.has(guildId) ? null : (endpoints[regions.get(guildId) ?? 0]?.address ?? null);

  const host: VoiceHost = {
    endpoint,
    admit: sessions.admit,
    dismiss: ({ guildId, userId, isCallOver }) => {
      sessions.dismiss({ guildId, userId }, isCallOver ? Close.callEnded : Close.disconnected);
    },
    expects: sessions.expects,
  };

  /** Everybody in the guild's voice channels gets a new token, and the address that holds now. */
  const sendServers = (guildId: string): void => {
    const guild = world.guilds.get(guildId);
    for (const state of guild?.voiceStates.values() ?? []) if (guild) sendToVoiceServer(world, guild, state);
  };

  const controls: VoiceControls = {
    get certificate() {
      if (certificate === '') throw new Error('The playground server has not started.');
      return certificate;
    },
    setLoss: faults.setLoss,
    setBlackhole: faults.setBlackhole,
    setDiscovery: faults.setDiscovery,
    members: () =>
      sessions.all().map(({ admission, ssrc, socket, isReady }) => ({
        guildId: admission.guildId,
        channelId: admission.channelId,
        userId: admission.userId,
        ssrc,
        isConnected: socket !== undefined,
        isReady,
      })),
    group: rooms.describe,
    statistics: (guildId, userId) => sessions.find({ guildId, userId })?.statistics.read(),
    resetStatistics: (guildId, userId) => sessions.find({ guildId, userId })?.statistics.reset(),
    closeSession: (guildId, userId, code) => {
      const session = sessions.find({ guildId, userId });
      if (!session) return;
      if (code === Close.serverCrashed || code < 4000) session.socket?.close(code);
      else sessions.end(session, code);
    },
    drop: (guildId, userId) => sessions.find({ guildId, userId })?.socket?.terminate(),
    changeRegion: (guildId) => {
      regions.set(guildId, ((regions.get(guildId) ?? 0) + 1) % ENDPOINT_COUNT);
      sendServers(guildId);
    },
    setAway: (guildId, isAway) => {
      if (isAway) away.add(guildId);
      else away.delete(guildId);
      sendServers(guildId);
    },
  };

  return {
    host,
    controls,
    start: async () => {
      const pems = await createCertificate();
      certificate = pems.certificate;
      distrust = trustCertificate(certificate);
      const shared = { sessions, rooms, faults, after: world.after, log };
      const heartbeatIntervalMs = options.heartbeatIntervalMs ?? 13_750;
      endpoints = await Promise.all(
        Array.from({ length: ENDPOINT_COUNT }, () =>
          openEndpoint({ certificate: pems, heartbeatIntervalMs, ...shared }),
        ),
      );
    },
    stop: async () => {
      distrust();
      distrust = () => undefined;
      rooms.dispose();
      await Promise.all(endpoints.map((open) => open.close()));
      endpoints = [];
    },
  };
};
