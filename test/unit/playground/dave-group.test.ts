import { DAVESession } from '@snazzah/davey';
import { expect, test } from 'vitest';
import {
  createDaveGroup,
  type DaveGroup,
  type DaveMember,
} from '../../../src/playground/server/voice/dave-group.ts';
import { createExternalSender, readKeyPackage } from '../../../src/playground/server/voice/mls.ts';
import { VoiceOp as Op } from '../../../src/playground/server/voice/opcodes.ts';

const CHANNEL = '222222222222222222';
const OPUS = Buffer.from('fcfffe0102030405060708090a', 'hex');
type Kind = Parameters<DAVESession['processProposals']>[0];
type Media = Parameters<DAVESession['decrypt']>[1];
const AUDIO = 0 as unknown as Media;

/** Members with davey's side of the protocol; what they send waits until `settle`, as on a network. */
const createRoom = () => {
  const timers = new Map<() => void, number>();
  const log: string[] = [];
  const group = createDaveGroup({
    channelId: CHANNEL,
    sender: createExternalSender(),
    after: (delayMs, act) => {
      timers.set(act, delayMs);
      return () => timers.delete(act);
    },
    log: (line) => log.push(line),
  });
  const waiting: (() => void)[] = [];
  let losesCommits = false;
  const people = new Map<string, ReturnType<typeof createPerson>>();

  const createPerson = (userId: string) => {
    const session = new DAVESession(1, userId, CHANNEL);
    const executed: number[] = [];
    let isDeaf = false;
    const send = (act: () => void): void => {
      waiting.push(act);
    };
    const offer = (): void => {
      const keyPackage = session.getSerializedKeyPackage();
      send(() => {
        group.receive(member, Op.daveKeyPackage, keyPackage);
      });
    };
    const enter = (payload: Buffer, process: (message: Buffer) => void): void => {
      try {
        process(payload.subarray(2));
        send(() => {
          group.transitionReady(member, payload.readUInt16BE(0));
        });
      } catch {
        session.reinit(1, userId, CHANNEL);
        send(() => {
          group.reportInvalid(member);
        });
        offer();
      }
    };
    const hear = (op: number, payload: Buffer): void => {
      if (isDeaf) return;
      if (op === Op.daveExternalSender) session.setExternalSender(payload);
      if (op === Op.daveAnnounceCommit)
        enter(payload, (commit) => {
          session.processCommit(commit);
        });
      if (op === Op.daveWelcome)
        enter(payload, (welcome) => {
          session.processWelcome(welcome);
        });
      if (op !== Op.daveProposals) return;
      const kind = payload.readUInt8(0) as unknown as Kind;
      const { commit, welcome } = session.processProposals(kind, payload.subarray(1), [...people.keys()]);
      if (!commit || losesCommits) return;
      const message = Buffer.concat([commit, welcome ?? Buffer.alloc(0)]);
      send(() => {
        group.receive(member, Op.daveCommitWelcome, message);
      });
    };
    const member: DaveMember = {
      userId,
      json: (op, data) => {
        if (op === Op.daveExecuteTransition) executed.push((data as { transition_id: number }).transition_id);
        if (op !== Op.davePrepareEpoch || isDeaf) return;
        session.reinit(1, userId, CHANNEL);
        offer();
      },
      binary: (op, payload) => {
        waiting.push(() => {
          hear(op, payload);
        });
      },
    };
    const join = (): void => {
      people.set(userId, person);
      group.join(member);
      offer();
    };
    const leave = (): void => {
      people.delete(userId);
      group.leave(member);
    };
    const person = {
      userId,
      session,
      executed,
      member,
      join,
      leave,
      /** Its network stands still: nothing reaches it. */
      deafen: () => {
        isDeaf = true;
      },
    };
    return person;
  };

  return {
    group,
    log,
    person: (number: number) => createPerson(`10${number}`.padEnd(18, '0')),
    settle: () => {
      for (let round = 0; waiting.length > 0; round += 1) {
        if (round > 1000) throw new Error('The members talk without an end.');
        waiting.shift()?.();
      }
    },
    /** What is waited for is given up. */
    lapse: (delayMs: number) => {
      for (const [act, delay] of timers) {
        if (delay !== delayMs) continue;
        timers.delete(act);
        act();
      }
    },
    loseCommits: (isOn: boolean) => {
      losesCommits = isOn;
    },
  };
};

type Person = ReturnType<ReturnType<typeof createRoom>['person']>;

const expectAllHearAll = (group: DaveGroup, people: readonly Person[]): void => {
  expect([...(group.describe()?.userIds ?? [])].sort()).toEqual(people.map(({ userId }) => userId).sort());
  expect(new Set(people.map(({ session }) => session.voicePrivacyCode)).size).toBe(1);
  for (const speaker of people) {
    const frame = speaker.session.encryptOpus(OPUS);
    expect(frame.equals(OPUS)).toBe(false);
    for (const listener of people) {
      if (listener === speaker) continue;
      expect(listener.session.decrypt(speaker.userId, AUDIO, frame)).toEqual(OPUS);
    }
  }
};

test('whoever commits first wins, and all end in one group', () => {
  const room = createRoom();
  const people = [1, 2, 3, 4].map(room.person);
  for (const { join } of people) join();
  room.settle();
  expectAllHearAll(room.group, people);
  expect(room.log.some((line) => line.includes('passed over'))).toBe(true);
});

test('who leaves is removed, and the free leaf is taken by the next who comes', () => {
  const room = createRoom();
  const [first, second, third, fourth] = [1, 2, 3, 4].map(room.person) as [Person, Person, Person, Person];
  for (const { join } of [first, second, third]) {
    join();
    room.settle();
  }
  second.leave();
  room.settle();
  expectAllHearAll(room.group, [first, third]);
  fourth.join();
  room.settle();
  expectAllHearAll(room.group, [first, third, fourth]);
  // Leaves are told by index: a wrong one would remove somebody else.
  fourth.leave();
  room.settle();
  expectAllHearAll(room.group, [first, third]);
});

test('somebody who comes and goes before anybody commits leaves no trace', () => {
  const room = createRoom();
  const [first, second, third] = [1, 2, 3].map(room.person) as [Person, Person, Person];
  first.join();
  room.settle();
  second.join();
  second.leave();
  third.join();
  room.settle();
  expectAllHearAll(room.group, [first, third]);
});

test('whoever is left alone starts anew, and so does the group', () => {
  const room = createRoom();
  const [first, second, third] = [1, 2, 3].map(room.person) as [Person, Person, Person];
  for (const { join } of [first, second]) join();
  room.settle();
  second.leave();
  room.settle();
  expect(room.group.describe()).toBeUndefined();
  third.join();
  room.settle();
  expectAllHearAll(room.group, [first, third]);
  expect(room.group.describe()?.epoch).toBe(1);
});

test('a member who cannot read a message is taken out and in again', () => {
  const room = createRoom();
  const people = [1, 2, 3].map(room.person) as [Person, Person, Person];
  for (const { join } of people) join();
  room.settle();
  const [, broken] = people;
  broken.session.reinit(1, broken.userId, CHANNEL);
  room.group.reportInvalid(broken.member);
  room.group.receive(broken.member, Op.daveKeyPackage, broken.session.getSerializedKeyPackage());
  room.settle();
  expectAllHearAll(room.group, people);
});

test('a transition waits for everybody, but not for ever', () => {
  const room = createRoom();
  const people = [1, 2, 3].map(room.person) as [Person, Person, Person];
  const [first, second, third] = people;
  for (const { join } of [first, second]) join();
  room.settle();
  expect(first.executed).toEqual([1]);
  second.deafen();
  third.join();
  room.settle();
  expect(first.executed).toEqual([1]);
  room.lapse(2000);
  expect(first.executed).toEqual([1, 2]);
});

test('when nobody commits, the group is made anew', () => {
  const room = createRoom();
  const people = [1, 2, 3].map(room.person) as [Person, Person, Person];
  for (const { join } of people) join();
  room.loseCommits(true);
  room.settle();
  expect(room.group.describe()).toBeUndefined();
  room.loseCommits(false);
  room.lapse(5000);
  room.settle();
  expectAllHearAll(room.group, people);
});

test('a key package is taken only from its owner and only whole', () => {
  const own = '101111111111111111';
  const keyPackage = new DAVESession(1, own, CHANNEL).getSerializedKeyPackage();
  expect(readKeyPackage(keyPackage, own)).toEqual(keyPackage);
  const wrapped = Buffer.concat([Buffer.from([0, 1, 0, 5]), keyPackage]);
  expect(readKeyPackage(wrapped, own)).toEqual(keyPackage);
  expect(() => readKeyPackage(keyPackage, '102222222222222222')).toThrow('another user');
  expect(() => readKeyPackage(keyPackage.subarray(0, -1), own)).toThrow(RangeError);
  const tampered = Buffer.from(keyPackage);
  tampered[100] = (tampered[100] ?? 0) ^ 1;
  expect(() => readKeyPackage(tampered, own)).toThrow();
});
