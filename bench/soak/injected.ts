/** What the soak tells its bot, and asks of it. */
export type Order = { readonly storeFaults: number } | 'measure' | 'stop';

/** What the bot says of itself. */
export interface Measure {
  readonly heapBytes: number;
  /** Buffers: sound, pictures. Not part of the heap. */
  readonly buffersBytes: number;
  readonly residentBytes: number;
  /** Calls of a store that were made to fail. */
  readonly storeFaults: number;
}

/** The message of every error the soak's stores throw. */
export const injected = 'injected store fault';
