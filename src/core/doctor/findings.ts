/** The parts of `/doctor`, in the order in which they are shown. */
export const sections = [
  'permissions',
  'intents',
  'encryption',
  'transcoder',
  'sound',
  'clock',
  'store',
  'disk',
  'catalogue',
] as const;
export type Section = (typeof sections)[number];

/** Permissions by Discord's own names, as far as the bot uses them. */
export type Permission =
  | 'ViewChannel'
  | 'SendMessages'
  | 'SendMessagesInThreads'
  | 'CreatePublicThreads'
  | 'EmbedLinks'
  | 'AttachFiles'
  | 'ReadMessageHistory'
  | 'Connect'
  | 'Speak'
  | 'MuteMembers'
  | 'RequestToSpeak'
  | 'SetVoiceChannelStatus'
  | 'CreateEvents';

type NoParams = Readonly<Record<string, never>>;
type Permissions = { readonly permissions: readonly Permission[] };
type PreviewsOf = { readonly origin: 'itunes' | 'deezer' };

/** Everything `/doctor` can say, with what its sentence needs; the sentence and the fix are found in `i18n`. */
export interface Findings {
  channelsFine: { readonly channelIds: readonly string[] };
  /** The role itself lacks them. `channelIds`: where that is felt; empty when the whole server is meant. */
  roleLacks: Permissions & { readonly role: string; readonly channelIds: readonly string[] };
  /** The role has them, and the channel takes them away. */
  channelDenies: Permissions & { readonly role: string; readonly channelId: string };
  timedOut: { readonly untilSeconds: number };
  messageContentOn: NoParams;
  messageContentOff: NoParams;
  encryptionReady: { readonly version: number };
  encryptionMissing: NoParams;
  ffmpegReady: { readonly from: 'packages' | 'FFMPEG_PATH' | 'PATH'; readonly version: string };
  ffmpegMissing: NoParams;
  libraryRead: {
    readonly files: number;
    readonly matched: number;
    readonly doubtful: number;
    readonly unmatched: number;
    readonly broken: number;
  };
  libraryOff: NoParams;
  previewsReady: PreviewsOf;
  previewsLimited: PreviewsOf & { readonly untilSeconds: number };
  previewsUnreachable: PreviewsOf;
  previewsOff: NoParams;
  noSound: NoParams;
  clockRight: NoParams;
  clockAhead: { readonly seconds: number };
  clockBehind: { readonly seconds: number };
  storeWorks: { readonly ms: number };
  storeSlow: { readonly ms: number };
  storeBroken: NoParams;
  diskFree: { readonly of: readonly DiskUse[]; readonly gigabytes: number };
  diskLow: { readonly of: readonly DiskUse[]; readonly gigabytes: number };
  catalogueRead: { readonly dramas: number; readonly songs: number; readonly artists: number };
  checkFailed: NoParams;
  checkSlow: { readonly seconds: number };
}

export type DiskUse = 'store' | 'cache';
export type FindingCode = keyof Findings;

/** A tick, a warning (something is less than it could be) or a cross (something does not work). */
export type Mark = 'ok' | 'warning' | 'problem';

/** One line. */
export interface Finding<Code extends FindingCode = FindingCode> {
  readonly mark: Mark;
  readonly code: Code;
  readonly params: Findings[Code];
}

export const finding = <Code extends FindingCode>(
  mark: Mark,
  code: Code,
  params: Findings[Code],
): Finding<Code> => ({ mark, code, params });

/** What was found in one part, the worst first. */
export interface SectionReport {
  readonly section: Section;
  readonly findings: readonly Finding[];
}
