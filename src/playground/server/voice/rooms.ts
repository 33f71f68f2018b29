import type { World, WorldVoiceState } from '../world/types.ts';
import { createDaveGroup, type DaveGroup, type DaveMember } from './dave-group.ts';
import type { ExternalSender } from './mls.ts';
import { VoiceOp } from './opcodes.ts';
import { decryptRtp, encryptRtp, frameOf, isDaveFrame, isSilence, type RtpHeader } from './rtp.ts';
import type { VoiceSession } from './session.ts';

export type VoiceRooms = {
  /** On identifying: others are told, and it is told of others. */
  enter: (session: VoiceSession) => void;
  /** On its session description: sound may flow, and the channel's group takes it in. */
  ready: (session: VoiceSession) => void;
  leave: (session: VoiceSession) => void;
  speaking: (session: VoiceSession, flags: number) => void;
  /** One encrypted RTP packet, for everybody else in the channel. */
  forward: (session: VoiceSession, packet: Buffer, header: RtpHeader) => void;
  daveBinary: (session: VoiceSession, op: number, payload: Buffer) => void;
  daveReady: (session: VoiceSession, transitionId: number) => void;
  daveInvalid: (session: VoiceSession) => void;
  describe: (channelId: string) => ReturnType<DaveGroup['describe']>;
  dispose: () => void;
};

type Room = { sessions: Set<VoiceSession>; group: DaveGroup };

export const createRooms = (options: {
  world: World;
  sender: ExternalSender;
  log: (line: string) => void;
}): VoiceRooms => {
  const { world, sender, log } = options;
  const rooms = new Map<string, Room>();
  const daveMembers = new WeakMap<VoiceSession, DaveMember>();

  const roomOf = (session: VoiceSession): Room | undefined => {
    const room = rooms.get(session.admission.channelId);
    return room?.sessions.has(session) ? room : undefined;
  };
  const others = (session: VoiceSession): VoiceSession[] =>
    [...(roomOf(session)?.sessions ?? [])].filter((other) => other !== session);
  const stateOf = ({ admission }: VoiceSession): WorldVoiceState | undefined =>
    world.guilds.get(admission.guildId)?.voiceStates.get(admission.userId);

  const withDave = (session: VoiceSession, act: (group: DaveGroup, member: DaveMember) => void): void => {
    const room = roomOf(session);
    const member = daveMembers.get(session);
    if (room && member) act(room.group, member);
  };

  const tellSpeaking = (of: VoiceSession, to: VoiceSession): void => {
    if (of.speaking === undefined) return;
    to.json(VoiceOp.speaking, { user_id: of.admission.userId, ssrc: of.ssrc, speaking: of.speaking });
  };

  return {
    enter: (session) => {
      const { channelId, userId } = session.admission;
      const room = rooms.get(channelId) ?? {
        sessions: new Set(),
        group: createDaveGroup({ channelId, sender, after: world.after, log }),
      };
      rooms.set(channelId, room);
      room.sessions.add(session);
      const present = others(session);
      if (present.length > 0)
        session.json(VoiceOp.clientsConnect, { user_ids: present.map(({ admission }) => admission.userId) });
      for (const other of present) other.json(VoiceOp.clientsConnect, { user_ids: [userId] });
    },
    ready: (session) => {
      const room = roomOf(session);
      if (!room || session.isReady) return;
      session.isReady = true;
      const member: DaveMember = {
        userId: session.admission.userId,
        json: session.json,
        binary: session.binary,
      };
      daveMembers.set(session, member);
      // Otherwise a latecomer could not tell whose sound it is.
      for (const other of others(session)) tellSpeaking(other, session);
      room.group.join(member);
    },
    leave: (session) => {
      const room = roomOf(session);
      if (!room) return;
      room.sessions.delete(session);
      // Before the group: nobody may still expect a member whose removal is proposed.
      for (const other of room.sessions)
        other.json(VoiceOp.clientDisconnect, { user_id: session.admission.userId });
      const member = daveMembers.get(session);
      if (member) room.group.leave(member);
      if (room.sessions.size > 0) return;
      room.group.dispose();
      rooms.delete(session.admission.channelId);
    },
    speaking: (session, flags) => {
      session.speaking = flags;
      if (flags === 0) session.statistics.pause();
      for (const other of others(session)) tellSpeaking(session, other);
    },
    forward: (session, packet, header) => {
      const body = decryptRtp(packet, session.key, header.headerBytes);
      if (!body) return;
      const frame = frameOf(packet, body, header.headerBytes);
      const kind = isDaveFrame(frame) ? 'encrypted' : isSilence(frame) ? 'silence' : 'plain';
      session.statistics.packet(header.sequence, kind, performance.now());
      const from = stateOf(session);
      if (!from || from.mute || from.suppress) return;
      const readable = packet.subarray(0, header.headerBytes);
      for (const other of others(session)) {
        const to = stateOf(other);
        if (!other.isReady || !to || to.deaf || to.selfDeaf) continue;
        other.sendPacket(encryptRtp(readable, body, other.key, other.nextNonce()));
      }
    },
    daveBinary: (session, op, payload) => {
      withDave(session, (group, member) => {
        group.receive(member, op, payload);
      });
    },
    daveReady: (session, transitionId) => {
      withDave(session, (group, member) => {
        group.transitionReady(member, transitionId);
      });
    },
    daveInvalid: (session) => {
      withDave(session, (group, member) => {
        group.reportInvalid(member);
      });
    },
    describe: (channelId) => rooms.get(channelId)?.group.describe(),
    dispose: () => {
      for (const { group } of rooms.values()) group.dispose();
      rooms.clear();
    },
  };
};
