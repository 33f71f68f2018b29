import {
  getVoiceConnection,
  joinVoiceChannel,
  VoiceConnectionDisconnectReason as Reason,
  VoiceConnectionStatus as Status,
} from '@discordjs/voice';
import type { VoiceConnection, VoiceConnectionState } from '@discordjs/voice';
import { READY_WITHIN_MS, remedyFor, STABLE_AFTER_MS } from '../../core/audio/reconnect.ts';
import type { Trouble } from '../../core/audio/reconnect.ts';
import { VoiceError } from '../../core/audio/voice.ts';
import type { VoiceListener, VoiceLoss, VoiceSeat, VoiceSession } from '../../core/audio/voice.ts';
import { UserError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Clock, Timers } from '../../core/ports.ts';
import type { Floor, VoiceDoor } from './door.ts';
import { watchKeepAlives } from './keep-alive.ts';
import type { Pacer } from './pacer.ts';
import { prepareKey } from './packet-key.ts';
import { createPlaying } from './playing.ts';

export interface SessionDeps {
  readonly door: VoiceDoor;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly pacer: Pacer;
}

type State =
  /** Before the first sound can be sent. `cancel`: the limit, or the wait before the next try. */
  | { readonly kind: 'connecting'; readonly attempts: number; readonly cancel: () => void }
  | {
      readonly kind: 'ready';
      readonly attempts: number;
      readonly since: number;
      readonly unwatch: () => void;
    }
  /** Was ready. Its listener knows. */
  | { readonly kind: 'interrupted'; readonly attempts: number; readonly cancel: () => void }
  /** Left or lost: nothing is held. */
  | { readonly kind: 'gone' };

export interface LiveSession extends VoiceSession {
  /** Resolves once sound can be sent. Rejects with VoiceError. */
  readonly opened: Promise<unknown>;
  /** Gives up the connection to a session that moves it elsewhere. */
  handOver(): void;
}

const networkingOf = (connection: VoiceConnection | undefined): unknown =>
  connection !== undefined && 'networking' in connection.state ? connection.state.networking : undefined;

const disconnected = (state: VoiceConnectionState): Trouble | undefined => {
  if (state.status !== Status.Disconnected) return undefined;
  switch (state.reason) {
    case Reason.WebSocketClose:
      return { kind: 'closed' };
    case Reason.AdapterUnavailable:
      return { kind: 'gateway-down' };
    case Reason.EndpointRemoved:
      return { kind: 'endpoint-removed' };
    case Reason.Manual:
      return undefined;
  }
};

/** Takes a seat and keeps it. The state says all there is to know; each holds what it must let go of when it ends. */
export const openSession = (
  { door, clock, timers, log, pacer }: SessionDeps,
  { guildId, channelId: firstChannelId }: VoiceSeat,
  listener: VoiceListener,
  onGone: () => void,
): LiveSession => {
  const opened = Promise.withResolvers<undefined>();
  const playing = createPlaying(pacer, (error) => {
    log.debug({ err: error, guildId }, 'sound could not be read');
  });
  let channelId = firstChannelId;
  let floor: Floor = 'open';
  let connection: VoiceConnection | undefined;
  /** The gateway's news that we have left is our own doing. */
  let isLeaving = false;
  let state: State = { kind: 'connecting', attempts: 0, cancel: () => undefined };

  const after = (ms: number, run: () => void): (() => void) => timers.at(clock.now() + ms, run);

  const enter = (next: State): void => {
    if (state.kind === 'ready') state.unwatch();
    else if (state.kind !== 'gone') state.cancel();
    state = next;
  };

  const drop = (): void => {
    const dropped = connection;
    connection = undefined;
    dropped?.off('stateChange', onStateChange);
    // The library still reports what happens while its sockets close.
    if (dropped === undefined || dropped.state.status === Status.Destroyed) return;
    isLeaving = true;
    dropped.destroy();
  };

  const close = (reason: VoiceLoss = 'disconnected'): void => {
    enter({ kind: 'gone' });
    unwatch();
    playing.dispose();
    drop();
    opened.reject(new VoiceError(reason, `No voice connection to channel ${channelId}: ${reason}.`));
    onGone();
  };

  const lose = (reason: VoiceLoss): void => {
    const wasOpen = state.kind === 'ready' || state.kind === 'interrupted';
    log.info({ guildId, channelId, reason }, 'voice lost');
    close(reason);
    if (wasOpen) listener.lost(reason);
  };

  /** From here on it is being built anew: a first time, or again. */
  const rebuilding = (attempts: number, cancel: () => void): void => {
    const wasReady = state.kind === 'ready';
    const kind = wasReady || state.kind === 'interrupted' ? 'interrupted' : 'connecting';
    enter({ kind, attempts, cancel });
    if (wasReady) listener.interrupted();
  };

  const suffer = (trouble: Trouble): void => {
    if (state.kind === 'gone') return;
    const isStable = state.kind === 'ready' && clock.now() - state.since > STABLE_AFTER_MS;
    const attempts = isStable ? 0 : state.attempts;
    const remedy = remedyFor(trouble, attempts);
    log.debug({ guildId, channelId, trouble: trouble.kind, attempts, remedy }, 'voice trouble');
    switch (remedy.kind) {
      case 'give-up':
        lose(remedy.reason);
        return;
      case 'wait':
        rebuilding(
          attempts + 1,
          after(remedy.limitMs, () => {
            suffer({ kind: 'too-slow' });
          }),
        );
        return;
      case 'rejoin':
        if (remedy.leave === 'now') drop();
        rebuilding(attempts + 1, after(remedy.afterMs, connect));
        return;
    }
  };

  const becomeReady = (): void => {
    if (state.kind === 'gone' || state.kind === 'ready' || connection === undefined) return;
    const { kind: before, attempts } = state;
    isLeaving = false;
    prepareKey(connection);
    const unwatch = watchKeepAlives(connection, { clock, timers }, () => {
      suffer({ kind: 'silent-network' });
    });
    enter({ kind: 'ready', attempts, since: clock.now(), unwatch });
    if (before === 'interrupted') listener.restored();
    takeFloor()
      .catch((error: unknown) => {
        log.warn({ err: error, guildId, channelId }, 'a stage could not be spoken on');
      })
      .finally(() => {
        if (state.kind !== 'gone') opened.resolve(undefined);
      });
  };

  const takeFloor = async (): Promise<void> => {
    floor = await door.takeFloor({ guildId, channelId });
  };

  const onStateChange = (old: VoiceConnectionState, now: VoiceConnectionState): void => {
    if (now.status === Status.Ready) {
      becomeReady();
      return;
    }
    // The library goes on with the connection after it has told us: destroying it under its hands would throw there.
    const told = connection;
    queueMicrotask(() => {
      if (connection === told) considerTrouble(old, now);
    });
  };

  const considerTrouble = (old: VoiceConnectionState, now: VoiceConnectionState): void => {
    if (state.kind === 'gone') return;
    if (now.status === Status.Destroyed) {
      suffer({ kind: 'gateway-down' });
      return;
    }
    const trouble = disconnected(now);
    if (trouble !== undefined) suffer(trouble);
    // A close that the library rejoins after by itself, or a resume or new server of one that was ready.
    else if (now.status === Status.Signalling && old.status !== Status.Signalling)
      suffer({ kind: 'rebuilding' });
    else if (now.status === Status.Connecting && state.kind === 'ready') suffer({ kind: 'rebuilding' });
  };

  const connect = (): void => {
    drop();
    const adapterCreator = door.adapterFor(guildId);
    if (adapterCreator === undefined) {
      // Put out of the server while it waited for its next try.
      lose('disconnected');
      return;
    }
    const existing = getVoiceConnection(guildId);
    const before = networkingOf(existing);
    const limit = after(READY_WITHIN_MS, () => {
      suffer({ kind: 'too-slow' });
    });
    if (state.kind === 'connecting' || state.kind === 'interrupted') enter({ ...state, cancel: limit });
    const isSeatedThere = existing?.joinConfig.channelId === channelId;
    const joined = joinVoiceChannel({
      guildId,
      channelId,
      // Nothing is listened to, so Discord need not send it.
      selfDeaf: true,
      adapterCreator,
    });
    connection = joined;
    joined.on('error', (error) => {
      log.debug({ err: error, guildId, channelId }, 'voice connection error');
    });
    playing.attach(joined);
    joined.on('stateChange', onStateChange);
    const { state: now } = joined;
    const trouble = disconnected(now);
    if (trouble !== undefined) suffer(trouble);
    else if (now.status === Status.Ready && (isSeatedThere || networkingOf(joined) !== before)) becomeReady();
  };

  const unwatch = door.watch(guildId, {
    left: () => {
      // Before the first sound this is news of an earlier seat.
      if (isLeaving || state.kind === 'connecting') isLeaving = false;
      else suffer({ kind: 'evicted', channelExists: door.channelExists({ guildId, channelId }) });
    },
    moved: (movedTo) => {
      if (movedTo === channelId || state.kind === 'gone') return;
      channelId = movedTo;
      if (state.kind === 'connecting') return;
      try {
        door.check({ guildId, channelId });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        suffer({ kind: 'forbidden' });
        return;
      }
      listener.moved(movedTo);
      takeFloor().catch((error: unknown) => {
        log.warn({ err: error, guildId, channelId }, 'a stage could not be spoken on');
      });
    },
  });

  connect();
  return {
    opened: opened.promise,
    channelId: () => channelId,
    isEncrypted: () => Boolean(connection?.voicePrivacyCode),
    isWaitingToSpeak: () => floor === 'asked',
    play: playing.play,
    leave: () => {
      if (state.kind !== 'gone') close();
    },
    handOver: () => {
      if (state.kind === 'gone') return;
      connection?.off('stateChange', onStateChange);
      connection = undefined;
      close();
    },
  };
};
