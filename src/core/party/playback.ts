import { COUNTDOWN_MS, EMPTY_LIST_MS, EMPTY_MS, GAP_MS, GIVE_UP_MS } from './rules.ts';
import { nextRow, waitingOf } from './set-list.ts';
import { endsAt, positionAt, step } from './state.ts';
import type {
  Effect,
  EndReason,
  EventOf,
  InPhase,
  Party,
  PartyState,
  PauseReason,
  Run,
  Running,
  Step,
  Track,
  TrackRecord,
} from './types.ts';

const recordOf = (track: Track, outcome: TrackRecord['outcome'], at: number): TrackRecord => ({
  row: track.row,
  outcome,
  startedAt: track.startedAt,
  endedAt: at,
  lengthMs: track.lengthMs,
  playedMs: positionAt(track, at),
  origin: track.origin,
  notes: track.notes,
});

const withRecord = (run: Run, record: TrackRecord): Run => ({ ...run, history: [...run.history, record] });

/** A track comes into the history, once, and the next one follows after a breath. */
const overWith = (party: Party, run: Run, record: TrackRecord, at: number): Step =>
  step(
    { phase: 'between', party, run: withRecord(run, record), nextAt: at + GAP_MS, awaiting: false },
    { type: 'trackOver', record },
  );

export const finishTrack = (
  state: InPhase<'playing' | 'countdown'>,
  outcome: TrackRecord['outcome'],
  at: number,
): Step => overWith(state.party, state.run, recordOf(state.track, outcome, at), at);

/** Ends it wherever it is. What was playing is in the history as far as it was played. */
export const endParty = (state: Running, reason: EndReason, at: number): Step => {
  const { party } = state;
  const track =
    state.phase === 'playing'
      ? state.track
      : state.phase === 'paused' && state.resume.kind === 'track'
        ? state.resume.track
        : undefined;
  const stoppedAt = state.phase === 'paused' ? state.pausedAt : at;
  const record = track === undefined ? undefined : recordOf(track, 'stopped', stoppedAt);
  const run = record === undefined ? state.run : withRecord(state.run, record);
  const guests = run.guests.map((guest) =>
    guest.since === null
      ? guest
      : { ...guest, since: null, totalMs: guest.totalMs + Math.max(0, at - guest.since) },
  );
  return step(
    { phase: 'ended', party, run: { ...run, guests, emptySince: null }, reason, endedAt: at },
    ...(record === undefined ? [] : [{ type: 'trackOver', record } as const]),
    { type: 'recap', reason },
    { type: 'exit' },
    { type: 'syncEvent' },
    { type: 'showPlan' },
  );
};

export const pauseParty = (
  state: Exclude<Running, { phase: 'paused' }>,
  reason: PauseReason,
  at: number,
): Step => {
  const { run } = state;
  const until = at + GIVE_UP_MS;
  const paused: Effect = { type: 'paused', reason, until };
  if (state.phase === 'playing') {
    const resume = { kind: 'track', track: state.track } as const;
    return step({ phase: 'paused', party: state.party, run, reason, pausedAt: at, until, resume }, paused);
  }
  // A track that has not begun goes back to where it came from.
  const row =
    state.phase === 'opening' ? state.row : state.phase === 'countdown' ? state.track.row : undefined;
  const party = row === undefined ? state.party : { ...state.party, rows: [row, ...state.party.rows] };
  const resume = { kind: 'next' } as const;
  return step({ phase: 'paused', party, run, reason, pausedAt: at, until, resume }, paused);
};

/** After the welcome, a track or a pause: the next track, a wait for requests, a pause, or the end. */
export const goOn = (party: Party, run: Run, at: number): Step => {
  const between: InPhase<'between'> = { phase: 'between', party, run, nextAt: at, awaiting: false };
  if (run.emptySince !== null && at - run.emptySince >= EMPTY_MS) return pauseParty(between, 'empty', at);
  const waiting = waitingOf(party, run, at);
  if (waiting.leftMs <= 0) return endParty(between, 'time-over', at);
  const row = nextRow(waiting);
  if (row !== undefined) {
    const rows = party.rows.filter((other) => other !== row);
    return step({ phase: 'opening', party: { ...party, rows }, run, row }, { type: 'prepareTrack', row });
  }
  if (run.history.at(-1)?.row.role === 'closer') return endParty(between, 'finished', at);
  const nextAt = at + EMPTY_LIST_MS;
  return step({ ...between, nextAt, awaiting: true }, { type: 'listEmpty', until: nextAt });
};

/** The music, at the place where the track is. In a link-only party it is everybody's own. */
export const sound = (party: Party, track: Track, at: number): readonly Effect[] =>
  party.plan.mode === 'voice'
    ? [
        {
          type: 'play',
          trackId: track.row.trackId,
          songId: track.row.songId,
          fromMs: positionAt(track, at),
        },
      ]
    : [];

export const startTrack = (state: InPhase<'opening'>, event: EventOf<'trackReady'>): Step => {
  const { party, run, row } = state;
  const isVoice = party.plan.mode === 'voice';
  const goAt = isVoice ? event.at : event.at + COUNTDOWN_MS;
  const track: Track = {
    row,
    startedAt: goAt,
    pausedMs: 0,
    lengthMs: event.lengthMs,
    origin: event.origin,
    storeUrl: event.storeUrl,
    notes: event.notes.toSorted((a, b) => a.offsetMs - b.offsetMs),
    notesShown: 0,
    skipVotes: [],
  };
  if (!isVoice)
    return step({ phase: 'countdown', party, run, track, goAt }, { type: 'countdown', track, goAt });
  return step({ phase: 'playing', party, run, track }, ...sound(party, track, event.at), {
    type: 'nowPlaying',
    track,
  });
};

export const failTrack = (state: PartyState, { trackId, at }: EventOf<'trackFailed'>): Step => {
  if (state.phase === 'playing' && state.track.row.trackId === trackId)
    return finishTrack(state, 'failed', at);
  if (state.phase !== 'opening' || state.row.trackId !== trackId) return step(state);
  const record: TrackRecord = {
    row: state.row,
    outcome: 'failed',
    startedAt: at,
    endedAt: at,
    lengthMs: state.row.lengthMs ?? 0,
    playedMs: 0,
    origin: null,
    notes: [],
  };
  return overWith(state.party, state.run, record, at);
};

export const showNote = (state: InPhase<'playing'>): Step => {
  const { track } = state;
  const note = track.notes[track.notesShown];
  if (note === undefined) return step(state);
  const shown = { ...track, notesShown: track.notesShown + 1 };
  return step({ ...state, track: shown }, { type: 'note', track: shown, note });
};

export const resumeParty = (state: InPhase<'paused'>, at: number): Step => {
  const { party } = state;
  const isVoice = party.plan.mode === 'voice';
  // Resumed with nobody there, it gives them as long again to come.
  const run = state.run.emptySince === null ? state.run : { ...state.run, emptySince: at };
  const back: readonly Effect[] = [
    ...(isVoice ? [{ type: 'enter', channelId: party.plan.channelId } as const] : []),
    { type: 'resumed' },
  ];
  if (state.resume.kind === 'next') {
    const next = goOn(party, run, at);
    return { state: next.state, effects: [...back, ...next.effects] };
  }
  const { track } = state.resume;
  const goAt = isVoice ? at : at + COUNTDOWN_MS;
  const later: Track = { ...track, pausedMs: track.pausedMs + Math.max(0, goAt - state.pausedAt) };
  return isVoice
    ? step({ phase: 'playing', party, run, track: later }, ...back, ...sound(party, later, at))
    : step({ phase: 'countdown', party, run, track: later, goAt }, ...back, {
        type: 'countdown',
        track: later,
        goAt,
      });
};

/** People press play: the first time it is the track that begins. */
export const go = ({ party, run, track }: InPhase<'countdown'>): Step =>
  step({ phase: 'playing', party, run, track }, { type: 'nowPlaying', track });

/** Link-only tracks play on while the bot is away; one that ended meanwhile ended when it did. */
export const catchUp = (state: InPhase<'playing'>, at: number): Step =>
  endsAt(state.track) <= at ? finishTrack(state, 'played', at) : step(state);
