import { finding } from './findings.ts';
import type { Finding, Mark, Permission } from './findings.ts';

export type ChannelKind = 'text' | 'thread' | 'voice' | 'stage';

/** What the bot may do in a channel, after all roles and overrides. */
export interface ChannelFacts {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly may: ReadonlySet<Permission>;
}

export interface ServerFacts {
  /** The role to change: the bot's own. */
  readonly role: string;
  /** What the bot's roles allow, before any channel has a say. */
  readonly may: ReadonlySet<Permission>;
  readonly channels: readonly ChannelFacts[];
}

interface Needs {
  /** Without these nothing works there. */
  readonly must: readonly Permission[];
  /** Without these something is missing. */
  readonly better: readonly Permission[];
}

const needs: Readonly<Record<ChannelKind, Needs>> = {
  text: {
    must: ['ViewChannel', 'SendMessages', 'EmbedLinks'],
    better: ['AttachFiles', 'ReadMessageHistory', 'CreatePublicThreads', 'SendMessagesInThreads'],
  },
  thread: {
    must: ['ViewChannel', 'SendMessagesInThreads', 'EmbedLinks'],
    better: ['AttachFiles', 'ReadMessageHistory'],
  },
  voice: { must: ['ViewChannel', 'Connect', 'Speak'], better: ['SetVoiceChannelStatus'] },
  // A stage has no Speak: who may not mute has to ask, and to ask is a permission too.
  stage: { must: ['ViewChannel', 'Connect'], better: ['MuteMembers'] },
};
const serverWide: readonly Permission[] = ['CreateEvents'];

interface Lack {
  readonly channelId: string;
  readonly mark: Mark;
  readonly permission: Permission;
}

const lacksOf = ({ id, kind, may }: ChannelFacts): Lack[] => {
  const lack = (mark: Mark) => (permission: Permission) => ({ channelId: id, mark, permission });
  // Where it cannot look, the rest is not worth a line.
  if (!may.has('ViewChannel')) return [lack('problem')('ViewChannel')];
  const isMute = kind === 'stage' && !may.has('MuteMembers') && !may.has('RequestToSpeak');
  const missing = (wanted: readonly Permission[]) => wanted.filter((permission) => !may.has(permission));
  return [
    ...missing(needs[kind].must).map(lack('problem')),
    ...missing(needs[kind].better).map(lack(isMute ? 'problem' : 'warning')),
  ];
};

const distinct = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

/** One line for what the role lacks, one for each channel that takes something away, each naming the one change to make. */
export const examinePermissions = ({ role, may, channels }: ServerFacts): readonly Finding[] => {
  const lacks = channels.flatMap(lacksOf);
  const ofMark = (mark: Mark): Finding[] => {
    const some = lacks.filter((lack) => lack.mark === mark);
    const [ofRole, ofChannel] = [
      some.filter(({ permission }) => !may.has(permission)),
      some.filter(({ permission }) => may.has(permission)),
    ];
    const byRole = finding(mark, 'roleLacks', {
      role,
      permissions: distinct(ofRole.map(({ permission }) => permission)),
      channelIds: distinct(ofRole.map(({ channelId }) => channelId)),
    });
    const byChannel = [...Map.groupBy(ofChannel, ({ channelId }) => channelId)].map(([channelId, denied]) => {
      const permissions = denied.map(({ permission }) => permission);
      return finding(mark, 'channelDenies', { role, permissions, channelId });
    });
    return [...(ofRole.length > 0 ? [byRole] : []), ...byChannel];
  };
  const fine = channels.filter(({ id }) => !lacks.some(({ channelId }) => channelId === id));
  const missing = serverWide.filter((permission) => !may.has(permission));
  return [
    ...ofMark('problem'),
    ...ofMark('warning'),
    ...(missing.length > 0
      ? [finding('warning', 'roleLacks', { role, permissions: missing, channelIds: [] })]
      : []),
    ...(fine.length > 0 ? [finding('ok', 'channelsFine', { channelIds: fine.map(({ id }) => id) })] : []),
  ];
};
