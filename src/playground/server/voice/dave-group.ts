import { uint16, vector } from './bytes.ts';
import {
  readCommit,
  readKeyPackage,
  signProposal,
  type ExternalSender,
  type ReadCommit,
  type SignedProposal,
} from './mls.ts';
import { VoiceOp } from './opcodes.ts';

/** Somebody connected to the channel's sound. */
export type DaveMember = {
  readonly userId: string;
  json: (op: number, data: object) => void;
  binary: (op: number, payload: Buffer) => void;
};

export type DaveGroup = {
  /** Call when the member has its session description. */
  join: (member: DaveMember) => void;
  leave: (member: DaveMember) => void;
  /** Binary messages from a member: key packages and commits. */
  receive: (member: DaveMember, op: number, payload: Buffer) => void;
  transitionReady: (member: DaveMember, transitionId: number) => void;
  reportInvalid: (member: DaveMember) => void;
  /** `undefined` while there is no group: nobody, or somebody alone. */
  describe: () => { epoch: number; userIds: string[] } | undefined;
  dispose: () => void;
};

type Leaf = { member: DaveMember; isStale: boolean };
type Proposal = SignedProposal & {
  act: { kind: 'add'; member: DaveMember } | { kind: 'remove'; leaf: Leaf };
  sentTo: Set<DaveMember>;
};

const PROTOCOL_VERSION = 1;
const FIRST_EPOCH = 1;
/** How long the voice gateway waits for members who do not say they are ready; Discord's is about two seconds. */
const TRANSITION_LIMIT_MS = 2000;
/** When nobody commits for so long, the group is made anew. */
const COMMIT_LIMIT_MS = 5000;
const APPEND = Buffer.from([0]);
const REVOKE = Buffer.from([1]);

export type DaveGroupOptions = {
  channelId: string;
  sender: ExternalSender;
  after: (delayMs: number, act: () => void) => () => void;
  log: (line: string) => void;
};

/** The delivery service of one channel's MLS group. Terms and rules: https://daveprotocol.com */
export const createDaveGroup = ({ channelId, sender, after, log }: DaveGroupOptions): DaveGroup => {
  /** With the key package each waits to be added by. */
  const members = new Map<DaveMember, Buffer | undefined>();
  let group: { epoch: bigint; leaves: (Leaf | undefined)[] } | undefined;
  let proposals: Proposal[] = [];
  let lastTransition = 0;
  let cancelWatch = (): void => undefined;
  const transitions = new Map<number, { waiting: Set<DaveMember>; cancel: () => void }>();

  const leafOf = (member: DaveMember): Leaf | undefined =>
    group?.leaves.find((leaf) => leaf?.member === member && !leaf.isStale);

  /** Those who can work on proposals: of an established group its members, before that everybody with a key package. */
  const committers = (): DaveMember[] =>
    [...members.keys()].filter((member) => (group ? leafOf(member) : members.get(member)) !== undefined);

  const wantedActs = (): Proposal['act'][] => {
    const leaves = group?.leaves.filter((leaf) => leaf !== undefined) ?? [];
    const removes = leaves
      .filter((leaf) => leaf.isStale || !members.has(leaf.member))
      .map((leaf) => ({ kind: 'remove' as const, leaf }));
    const adds = [...members]
      .filter(([, keyPackage]) => keyPackage !== undefined)
      // Who comes back is added once the place held before is gone, since no credential may be there twice.
      .filter(([{ userId }]) => !leaves.some((leaf) => leaf.member.userId === userId))
      .map(([member]) => ({ kind: 'add' as const, member }));
    return [...removes, ...adds];
  };

  const isSameAct = (left: Proposal['act'], right: Proposal['act']): boolean =>
    left.kind === 'add'
      ? right.kind === 'add' && left.member === right.member
      : right.kind === 'remove' && left.leaf === right.leaf;

  const propose = (act: Proposal['act']): Proposal => {
    const at = { id: BigInt(channelId), epoch: group?.epoch ?? 0n };
    const signed = signProposal(
      sender,
      at,
      act.kind === 'add'
        ? { kind: 'add', keyPackage: members.get(act.member) ?? Buffer.alloc(0) }
        : { kind: 'remove', leafIndex: group?.leaves.indexOf(act.leaf) ?? 0 },
    );
    return { ...signed, act, sentTo: new Set() };
  };

  const revoke = (revoked: readonly Proposal[]): void => {
    for (const member of committers()) {
      const known = revoked.filter(({ sentTo }) => sentTo.has(member));
      if (known.length === 0) continue;
      const references = vector(...known.map(({ reference }) => vector(reference)));
      member.binary(VoiceOp.daveProposals, Buffer.concat([REVOKE, references]));
    }
  };

  const append = (): void => {
    for (const member of committers()) {
      const unknown = proposals.filter(
        ({ act, sentTo }) => !sentTo.has(member) && !(act.kind === 'add' && act.member === member),
      );
      if (unknown.length === 0) continue;
      for (const { sentTo } of unknown) sentTo.add(member);
      const messages = vector(...unknown.map(({ message }) => message));
      member.binary(VoiceOp.daveProposals, Buffer.concat([APPEND, messages]));
    }
  };

  const forget = (): void => {
    group = undefined;
    proposals = [];
    cancelWatch();
    for (const { cancel } of transitions.values()) cancel();
    transitions.clear();
  };

  /** Everybody starts anew with a key package of their own. */
  const recreate = (): void => {
    forget();
    for (const member of members.keys()) {
      members.set(member, undefined);
      member.json(VoiceOp.davePrepareEpoch, { protocol_version: PROTOCOL_VERSION, epoch: FIRST_EPOCH });
      member.binary(VoiceOp.daveExternalSender, sender.credential);
    }
  };

  const watch = (): void => {
    cancelWatch();
    if (!proposals.some(({ sentTo }) => sentTo.size > 0)) return;
    cancelWatch = after(COMMIT_LIMIT_MS, () => {
      log(`voice: nobody committed in channel ${channelId}; its group is made anew`);
      recreate();
    });
  };

  /** Brings what is proposed in line with who is here. */
  const reconcile = (): void => {
    if (group && members.size > 0 && committers().length === 0) {
      recreate();
      return;
    }
    const wanted = wantedActs();
    const isWanted = (proposal: Proposal): boolean => wanted.some((act) => isSameAct(act, proposal.act));
    revoke(proposals.filter((proposal) => !isWanted(proposal)));
    proposals = proposals.filter(isWanted);
    const missing = wanted.filter((act) => !proposals.some((proposal) => isSameAct(act, proposal.act)));
    proposals.push(...missing.map(propose));
    append();
    watch();
  };

  const execute = (transitionId: number): void => {
    transitions.get(transitionId)?.cancel();
    if (!transitions.delete(transitionId)) return;
    for (const member of members.keys())
      if (leafOf(member)) member.json(VoiceOp.daveExecuteTransition, { transition_id: transitionId });
  };

  /** What the commit refers to, or why it is not taken. */
  const check = (member: DaveMember, commit: ReadCommit): Proposal[] | string => {
    if (commit.groupId !== BigInt(channelId)) return 'it is of another group';
    if (commit.epoch !== (group?.epoch ?? 0n)) return `it is of epoch ${commit.epoch.toString()}`;
    const isOwnLeaf = group ? group.leaves[commit.leafIndex]?.member === member : commit.leafIndex === 0;
    if (!isOwnLeaf) return 'it is signed for another leaf';
    const chosen = commit.references.map((reference) =>
      proposals.find((entry) => entry.reference.equals(reference)),
    );
    const all = proposals.filter(
      ({ act }) => group !== undefined || act.kind !== 'add' || act.member !== member,
    );
    if (chosen.includes(undefined) || chosen.length !== all.length || chosen.length === 0)
      return 'it leaves out or invents proposals';
    const known = chosen.filter((entry) => entry !== undefined);
    const adds = known.some(({ act }) => act.kind === 'add');
    return adds && !commit.welcome ? 'it welcomes nobody' : known;
  };

  const applyToLeaves = (committer: DaveMember, chosen: readonly Proposal[]): DaveMember[] => {
    const leaves = group ? [...group.leaves] : [{ member: committer, isStale: false }];
    const added: DaveMember[] = [];
    // As RFC 9420 orders it: removals first, then each addition at the leftmost free leaf.
    for (const { act } of chosen) if (act.kind === 'remove') leaves[leaves.indexOf(act.leaf)] = undefined;
    for (const { act } of chosen) {
      if (act.kind === 'remove') continue;
      const free = leaves.indexOf(undefined);
      leaves[free === -1 ? leaves.length : free] = { member: act.member, isStale: false };
      added.push(act.member);
    }
    group = { epoch: (group?.epoch ?? 0n) + 1n, leaves };
    return added;
  };

  const receiveCommit = (member: DaveMember, payload: Buffer): void => {
    const commit = readCommit(payload);
    const chosen = check(member, commit);
    if (typeof chosen === 'string') {
      // Ordinary: several members commit at once and one of them wins.
      log(`voice: a commit of ${member.userId} is passed over, ${chosen}`);
      return;
    }
    const existing = group ? committers() : [member];
    const added = applyToLeaves(member, chosen);
    proposals = [];
    lastTransition = (lastTransition % 0xffff) + 1;
    const transitionId = lastTransition;
    const waiting = new Set([...existing, ...added].filter((entry) => leafOf(entry) && members.has(entry)));
    transitions.set(transitionId, {
      waiting,
      cancel: after(TRANSITION_LIMIT_MS, () => {
        execute(transitionId);
      }),
    });
    for (const entry of [member, ...added]) if (members.has(entry)) members.set(entry, undefined);
    const id = uint16(transitionId);
    for (const entry of existing)
      entry.binary(VoiceOp.daveAnnounceCommit, Buffer.concat([id, commit.message]));
    // All of the welcome goes to each: what is encrypted for others is of no use to them.
    const welcome = Buffer.concat([id, commit.welcome ?? Buffer.alloc(0)]);
    for (const entry of added) entry.binary(VoiceOp.daveWelcome, welcome);
    reconcile();
  };

  return {
    join: (member) => {
      members.set(member, undefined);
      member.binary(VoiceOp.daveExternalSender, sender.credential);
    },
    leave: (member) => {
      if (!members.delete(member)) return;
      for (const [id, { waiting }] of transitions)
        if (waiting.delete(member) && waiting.size === 0) execute(id);
      const [last] = members.keys();
      if (last === undefined) forget();
      else if (members.size === 1 && group) {
        recreate();
        last.json(VoiceOp.davePrepareTransition, { protocol_version: PROTOCOL_VERSION, transition_id: 0 });
      } else reconcile();
    },
    receive: (member, op, payload) => {
      if (!members.has(member)) return;
      if (op === VoiceOp.daveCommitWelcome) {
        receiveCommit(member, payload);
        return;
      }
      const keyPackage = readKeyPackage(payload, member.userId);
      const before = proposals.filter(({ act }) => act.kind === 'add' && act.member === member);
      revoke(before);
      proposals = proposals.filter((proposal) => !before.includes(proposal));
      const leaf = leafOf(member);
      if (leaf) leaf.isStale = true;
      members.set(member, keyPackage);
      reconcile();
    },
    transitionReady: (member, transitionId) => {
      const transition = transitions.get(transitionId);
      if (transition?.waiting.delete(member) && transition.waiting.size === 0) execute(transitionId);
    },
    reportInvalid: (member) => {
      const leaf = leafOf(member);
      if (leaf) leaf.isStale = true;
      members.set(member, undefined);
      member.binary(VoiceOp.daveExternalSender, sender.credential);
      reconcile();
    },
    describe: () =>
      group && {
        epoch: Number(group.epoch),
        userIds: group.leaves.filter((leaf) => leaf !== undefined).map(({ member }) => member.userId),
      },
    dispose: forget,
  };
};
