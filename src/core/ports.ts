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
