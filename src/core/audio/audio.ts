/** Where the sound of a song can come from, in the order in which they are asked. */
export type AudioOrigin = 'library' | 'itunes' | 'deezer';

/** What can be played of a song. */
export interface PlayableAudio {
  readonly songId: string;
  readonly origin: AudioOrigin;
  /** Of what can be played: the whole track of a library file, some 30 s of a preview. */
  readonly lengthMs: number;
  /** The store page that has to be shown beside a preview. */
  readonly storeUrl?: string;
}

/** Which piece is wanted. Positions are of the playable audio, leading silence already gone. */
export interface Cut {
  readonly startMs: number;
  /** Absent: to the end. */
  readonly lengthMs?: number;
}

/** Opus packets of 20 ms at 48 kHz stereo, in order. Leaving the loop early frees whatever is behind it. */
export type OpusPackets = AsyncIterable<Uint8Array>;

export type OpenedAudio = PlayableAudio & { readonly packets: OpusPackets };

/** Something that has the sound of songs; several are combined into one of the same shape. */
export interface AudioSource {
  /** Songs that can be played for certain, without asking anybody. */
  ready(): ReadonlySet<string>;
  /** Looks a song up. A source that cannot be asked now (network, limits) has nothing: this never rejects for it. */
  find(songId: string, signal: AbortSignal): Promise<PlayableAudio | undefined>;
  /** Opens a piece of a song. @throws AudioError when there is no sound after all. */
  open(songId: string, cut: Cut, signal: AbortSignal): Promise<OpenedAudio>;
}

export type AudioFailure = 'not-found' | 'unreadable' | 'unreachable' | 'limited' | 'disk-full';

/** There is no sound, for a reason that is nobody's bug: the game goes on in text, a party goes to its next track. */
export class AudioError extends Error {
  readonly reason: AudioFailure;

  constructor(reason: AudioFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AudioError';
    this.reason = reason;
  }
}
