/**
 * What the pure core needs from the outside, as types only.
 *
 * Glossary (the words of the whole project, in code, commands and docs):
 * - drama: a Korean series, with titles, year, network, genres
 * - OST: the soundtrack of a drama: its songs, released in parts (Part 1, Part 2 …, Special)
 * - song: one track of an OST; it may belong to several dramas
 * - artist: a performer: soloist, group, member of a group, or an actor
 * - credit: how an artist is on a song: performer, featuring, composer, lyricist
 * - version: the same song again: English, instrumental, cover, live
 * - source: where a fact comes from; every song has at least one
 * - game, round, clue, hint, guess, verdict: a game has rounds; a round shows clues; a guess gets a verdict
 *   (correct, near, wrong) with a reason
 * - clip: the piece of audio played in a round
 * - party, set list, track, liner note, moment: a listening party and its parts
 * - host, DJ role: who may steer a party or game
 * - link-only party: no audio from the bot; everyone presses play at a shared countdown
 * - World Cup: a bracket in which the server votes pair by pair
 * - stamp: what a member earns for a song recognised unaided
 */

/** Wall-clock time. Tests step it; nothing in core asks the machine for the time. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** Chance. A seeded one makes a game repeatable. */
export interface Rng {
  /** A number in [0, 1). */
  next(): number;
}

/**
 * Records of one kind, by id. Every write is a read-modify-write, so a lost update cannot be written.
 * @throws StoreRecordError when a record is corrupt or was written by a newer version; the record stays as it is.
 */
export interface Store<Value> {
  get(id: string): Promise<Value | undefined>;
  /**
   * Replaces a record by what `change` makes of it. Calls for one id run one after another; `undefined` leaves the
   * record as it was. Resolves, once the value is on disk, to the record as it now is. `change` has no effect of its own:
   * it is called again when another process changed the record meanwhile.
   */
  update(id: string, change: (current: Value | undefined) => Value | undefined): Promise<Value | undefined>;
  /** Whether there was one that went. With `when`, only if the record as it now is passes. */
  delete(id: string, when?: (current: Value) => boolean): Promise<boolean>;
  /**
   * All records, or those of one group: whose ids begin with `group`, which ends with a colon. A broken one is given to
   * `onBroken`, or thrown when there is no such handler.
   */
  list(onBroken?: (error: Error) => void, group?: string): Promise<ReadonlyMap<string, Value>>;
}

/** How a store's records are read: what they look like now, and how older ones become so. */
export interface RecordFormat<Value> {
  readonly schema: { parse(value: unknown): Value };
  /** Starts at 1; raise it with every change of shape. */
  readonly version: number;
  /** Turns the data of an older version into the current shape. Needed from version 2 on. */
  readonly migrate?: (data: unknown, version: number) => unknown;
}

/** Opens stores by namespace, one namespace a kind of record. */
export interface Stores {
  open<Value>(namespace: string, format: RecordFormat<Value>): Store<Value>;
  close(): Promise<void>;
}

/** Something that will happen once, at or after a time. It does not keep the process alive. */
export interface Timers {
  /** @returns a function that cancels it; harmless when it has happened. */
  at(time: number, run: () => void): () => void;
}
