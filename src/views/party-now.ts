import type { AttachmentPayload } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { skipTally } from '../core/party/presence.ts';
import { recapOf } from '../core/party/recap.ts';
import type { TrackRecap } from '../core/party/recap.ts';
import { nextOfSeries } from '../core/party/repeat.ts';
import { placeInList, upcoming, waitingOf } from '../core/party/set-list.ts';
import { hasBegun, isRunning, positionAt, trackOf } from '../core/party/state.ts';
import { isGone } from '../core/quiz/forget.ts';
import type { Begun, InPhase, LinerNote, PartyState, Track } from '../core/party/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, linkButton } from './components.ts';
import { accentColour, escapeText, fitLines, minutesAndSeconds, plainText } from './format.ts';
import { mention } from './mention.ts';
import {
  dramaTitle,
  hiddenNoteText,
  noteText,
  plainRowTitle,
  progressBar,
  rowTitle,
  whyText,
} from './party-parts.ts';
import { routes } from './routes.ts';
import { listenRow } from './song-card.ts';

const restingColour = 0x8a8f98;

/** Which notes everybody may read; the others are behind a button. */
export type Shield = (note: LinerNote) => boolean;

export const welcomeView = (state: InPhase<'lobby'>, text: Catalog): View => {
  const { party } = text;
  const { partyId, plan, rows } = state.party;
  return {
    embeds: [
      {
        color: accentColour,
        title: party.welcome({ title: escapeText(plan.title) }),
        description: party.welcomeText({ at: state.beginsAt, songs: rows.length }),
      },
    ],
    components: buttonRow([
      actionButton(routes.partyBegin.encode({ party: partyId }), party.buttons.begin, { style: 'primary' }),
      // In a voice party who is here is who is in the channel.
      ...(plan.mode === 'link-only'
        ? [actionButton(routes.partyHere.encode({ party: partyId }), party.buttons.here)]
        : []),
      actionButton(routes.partyPage.encode({ party: partyId, page: 0 }), party.setlistButtons.open),
    ]),
  };
};

const songFields = (catalogue: Catalogue, track: Track, text: Catalog) => {
  const song = catalogue.song(track.row.songId);
  const drama = song === undefined ? undefined : dramaTitle(catalogue, song.dramaIds[0]);
  const part = song?.part === undefined ? '' : ` · ${escapeText(text.ost.part({ part: song.part }))}`;
  return [
    ...(drama === undefined ? [] : [{ name: text.ost.drama, value: drama + part, inline: true }]),
    { name: text.party.whyHere, value: whyText(catalogue, track.row, text), inline: true },
  ];
};

const statusLine = (state: Begun, track: Track, now: number, text: Catalog): string => {
  const { party } = text;
  const line = (positionMs: number) =>
    `${progressBar(positionMs, track.lengthMs)} ${minutesAndSeconds(positionMs)} / ${minutesAndSeconds(track.lengthMs)}`;
  switch (state.phase) {
    case 'countdown': {
      const positionMs = positionAt(track, state.goAt);
      return positionMs < 1_000
        ? party.countdown({ at: state.goAt })
        : party.countdownFrom({ at: state.goAt, position: minutesAndSeconds(positionMs) });
    }
    case 'paused':
      return `${line(positionAt(track, state.pausedAt))}\n${party.paused[state.reason]} ${party.giveUp({ until: state.until })}`;
    default:
      return line(positionAt(track, now));
  }
};

/** What is left of a memory whose author asked to be forgotten. */
const isTakenBack = ({ content }: LinerNote): boolean => content.kind === 'memory' && content.text === '';

const noteLines = (catalogue: Catalogue, track: Track, isShown: Shield, text: Catalog): readonly string[] =>
  track.notes
    .slice(0, track.notesShown)
    .filter((note) => !isTakenBack(note))
    .map(
      (note) =>
        `- ${isShown(note) ? noteText(catalogue, note, text) : hiddenNoteText(catalogue, note, text)}`,
    );

const nowButtons = (state: Begun, track: Track, isShown: Shield, text: Catalog) => {
  const { partyId, plan } = state.party;
  const { buttons, note } = text.party;
  const { trackId } = track.row;
  const hidden = track.notes
    .slice(0, track.notesShown)
    .findLastIndex((one) => !isShown(one) && !isTakenBack(one));
  return [
    ...buttonRow([
      actionButton(routes.partyReact.encode({ party: partyId, track: trackId, kind: 'save' }), buttons.save, {
        style: 'primary',
      }),
      actionButton(
        routes.partyReact.encode({ party: partyId, track: trackId, kind: 'goosebumps' }),
        buttons.goosebumps,
      ),
      actionButton(
        routes.partySkip.encode({ party: partyId, track: trackId }),
        buttons.skip(skipTally(state.run, track)),
      ),
      actionButton(routes.partyWhat.encode({ song: track.row.songId }), buttons.what),
      actionButton(routes.partyCatchUp.encode({ party: partyId }), buttons.catchUp),
    ]),
    ...buttonRow([
      ...(plan.mode === 'link-only'
        ? [actionButton(routes.partyHere.encode({ party: partyId }), buttons.here)]
        : []),
      ...(hidden < 0
        ? []
        : [
            actionButton(
              routes.partyNote.encode({ party: partyId, track: trackId, note: hidden }),
              note.hiddenButton,
            ),
          ]),
      ...(track.storeUrl === null ? [] : [linkButton(track.storeUrl, buttons.open)]),
    ]),
  ];
};

/** The card of the track that plays, is counted down to or is paused. */
const trackCard = (
  catalogue: Catalogue,
  state: Begun,
  track: Track,
  { now, isShown }: { now: number; isShown: Shield },
  text: Catalog,
): View => {
  const { party } = text;
  const moments = state.run.moments.filter(({ trackId }) => trackId === track.row.trackId);
  const count = (kind: string) => moments.filter((moment) => moment.kind === kind).length;
  const notes = noteLines(catalogue, track, isShown, text);
  const [next] = upcoming(waitingOf(state.party, state.run, now));
  const song = catalogue.song(track.row.songId);
  return {
    embeds: [
      {
        color: state.phase === 'paused' ? restingColour : accentColour,
        author: {
          name: `${plainText(state.party.plan.title)} · ${party.nowPlaying(placeInList(state))}`,
        },
        title: rowTitle(catalogue, track.row.songId),
        description: [
          statusLine(state, track, now, text),
          party.reactions({ saves: count('save'), goosebumps: count('goosebumps') }),
        ].join('\n'),
        fields: [
          ...songFields(catalogue, track, text),
          ...(notes.length === 0 ? [] : [{ name: party.notesTitle, value: fitLines(notes, 1_024) }]),
        ],
        ...(next !== undefined && {
          footer: { text: party.upNext({ song: plainRowTitle(catalogue, next.songId) }) },
        }),
      },
    ],
    components: [
      ...nowButtons(state, track, isShown, text),
      ...(state.party.plan.mode === 'link-only' && song !== undefined ? listenRow(catalogue, song) : []),
    ],
  };
};

/** What is left of the card: its buttons would not work any more. */
const overView = (state: InPhase<'ended'>, text: Catalog): View => ({
  embeds: [
    {
      color: restingColour,
      author: { name: plainText(state.party.plan.title) },
      description: text.party.ended,
    },
  ],
});

/** What goes on at a party, whatever that is. */
export const nowView = (
  catalogue: Catalogue,
  state: PartyState,
  more: { now: number; isShown: Shield },
  text: Catalog,
): View => {
  if (state.phase === 'ended') return overView(state, text);
  if (!isRunning(state)) return { content: text.party.now.none };
  if (state.phase === 'lobby') return welcomeView(state, text);
  const track = trackOf(state);
  if (track !== undefined) return trackCard(catalogue, state, track, more, text);
  const { party } = text;
  const last = state.run.history.at(-1);
  const lines = [
    last === undefined
      ? undefined
      : `${rowTitle(catalogue, last.row.songId)} · ${party.outcome[last.outcome]}`,
    state.phase === 'between' && state.awaiting ? party.listEmpty({ until: state.nextAt }) : undefined,
    state.phase === 'paused'
      ? `${party.paused[state.reason]} ${party.giveUp({ until: state.until })}`
      : undefined,
  ];
  return {
    embeds: [
      {
        color: restingColour,
        author: { name: plainText(state.party.plan.title) },
        description: lines.filter((line) => line !== undefined).join('\n') || party.soon,
      },
    ],
    components: buttonRow([
      actionButton(
        routes.partyPage.encode({ party: state.party.partyId, page: 0 }),
        party.setlistButtons.open,
      ),
    ]),
  };
};

/** For who came late: where we are, what was played, and a button to save all of it. Private. */
export const catchUpView = (catalogue: Catalogue, state: PartyState, text: Catalog): View => {
  if (!hasBegun(state)) return { content: text.party.now.none };
  const missed = state.run.history.filter(({ outcome }) => outcome !== 'failed');
  const { now, buttons } = text.party;
  return {
    content: [
      now.catchUp({ ...placeInList(state), missed: missed.length }),
      fitLines(
        missed.map(({ row }, index) => `${index + 1}. ${rowTitle(catalogue, row.songId)}`),
        1_700,
      ),
    ].join('\n'),
    components: buttonRow(
      missed.length === 0
        ? []
        : [actionButton(routes.partySaveAll.encode({ party: state.party.partyId }), buttons.saveAll)],
    ),
  };
};

const momentLine = (catalogue: Catalogue, { record, best }: TrackRecap, text: Catalog): string[] =>
  best === undefined
    ? []
    : [
        text.party.moment({
          song: rowTitle(catalogue, record.row.songId),
          at: minutesAndSeconds(best.offsetMs),
          people: best.people,
        }),
      ];

/** Nobody was there for no time at all. */
export const wholeMinutes = (ms: number): number => Math.max(1, Math.round(ms / 60_000));

/** What the party was. */
export const partyRecapView = (
  catalogue: Catalogue,
  state: Begun,
  { now, files }: { readonly now: number; readonly files: readonly AttachmentPayload[] },
  text: Catalog,
): View => {
  const { party } = text;
  const recap = recapOf(state, now);
  const loved = recap.mostLoved;
  const because = state.phase === 'ended' ? party.endedBecause[state.reason] : undefined;
  const next = nextOfSeries(state.party, now);
  const field = (name: string, value: string) => (value === '' ? [] : [{ name, value }]);
  return {
    embeds: [
      {
        color: accentColour,
        title: party.recap({ title: escapeText(state.party.plan.title) }),
        description: [
          because,
          party.recapSummary({
            songs: recap.tracks.length,
            minutes: wholeMinutes(recap.playedMs),
            people: recap.guests.length,
            saves: recap.saves,
          }),
        ]
          .filter((line) => line !== undefined)
          .join('\n'),
        fields: [
          ...field(
            party.mostLoved,
            loved === undefined
              ? ''
              : party.lovedBy({ song: rowTitle(catalogue, loved.record.row.songId), people: loved.lovedBy }),
          ),
          ...field(
            party.moments,
            fitLines(
              recap.tracks.flatMap((track) => momentLine(catalogue, track, text)),
              1_024,
            ),
          ),
          ...field(
            party.wereThere,
            fitLines(
              recap.guests
                .filter(({ memberId }) => !isGone(memberId))
                .map(({ memberId, stayMs }) =>
                  party.stayed({ member: mention(memberId), minutes: wholeMinutes(stayMs) }),
                ),
              1_024,
            ),
          ),
          ...field(party.next, next === undefined ? '' : party.starts({ at: next.plan.startsAt })),
        ],
      },
    ],
    components: buttonRow([
      ...(next === undefined
        ? []
        : [
            actionButton(
              routes.partyRsvp.encode({ party: next.partyId, answer: 'going' }),
              party.rsvp.goingNext,
              { style: 'primary' },
            ),
          ]),
      actionButton(routes.partyReplay.encode({ party: state.party.partyId }), party.buttons.replay),
      actionButton(routes.partyExport.encode({ party: state.party.partyId }), party.buttons.export),
    ]),
    files,
  };
};
