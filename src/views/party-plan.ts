import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { dayAt } from '../core/calendar.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { hostAfter } from '../core/party/repeat.ts';
import { attendance } from '../core/party/rsvp.ts';
import { durationOf } from '../core/party/set-list.ts';
import { isRunning } from '../core/party/state.ts';
import { clockTimeIn } from '../core/time-zone.ts';
import { isGone } from '../core/quiz/forget.ts';
import type { Every, InPhase, PartyState, Plan } from '../core/party/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, memberSelectRow, selectRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { rowTitle, themeText, whyText } from './party-parts.ts';
import { routes } from './routes.ts';

const shownRows = 5;
const shownNames = 15;

/** A rota longer than this is nobody's turn for most of a year. */
const mostHosts = 12;

/** Who hosts, and who then takes turns. */
const hostsText = (hostId: string, hostIds: readonly string[], text: Catalog): string => {
  const { hosts, nobody } = text.party;
  const first = isGone(hostId) ? nobody : mention(hostId);
  return hostIds.length < 2
    ? hosts.alone({ first })
    : hosts.told({ first, members: hostIds.map(mention).join(', ') });
};

/** What was understood of a wish, before anything is made. `hostIds`: of a party that repeats. */
export const confirmView = (
  catalogue: Catalogue,
  draftId: string,
  {
    plan,
    repeat,
    hostIds,
    clockChange,
  }: {
    readonly plan: Plan;
    readonly repeat: Every | null;
    readonly hostIds: readonly string[] | undefined;
    readonly clockChange: 'gap' | 'overlap' | null;
  },
  text: Catalog,
): View => {
  const { party } = text;
  const place = `<#${plan.channelId}> · ${party.modes[plan.mode]}`;
  const facts = party.facts({
    minutes: plan.minutes,
    places: plan.capacity ?? undefined,
    repeat: repeat === null ? undefined : party.repeats[repeat],
    theme: plan.theme === null ? undefined : themeText(catalogue, plan.theme, text),
  });
  const note = { gap: party.clockGap, overlap: party.clockOverlap };
  return {
    content: [
      party.confirm({ title: escapeText(plan.title), at: plan.startsAt, zone: escapeText(plan.zone) }),
      `${place} · ${facts}`,
      ...(clockChange === null ? [] : [note[clockChange]]),
      ...(hostIds === undefined ? [] : [hostsText(plan.hostId, hostIds, text)]),
    ].join('\n'),
    components: [
      ...(hostIds === undefined
        ? []
        : memberSelectRow(routes.partyRotaDraft.encode({ draft: draftId }), party.hosts.pick, {
            chosen: hostIds,
            most: mostHosts,
          })),
      ...buttonRow([
        actionButton(routes.partyConfirm.encode({ draft: draftId }), party.schedule, { style: 'primary' }),
        actionButton(routes.partyForget.encode({ draft: draftId }), party.never),
      ]),
    ],
  };
};

/** The rota of a series, and for who may steer it the means to change it. */
export const rotaView = ({ party }: PartyState, maySteer: boolean, text: Catalog): View => {
  const { plan, series, partyId } = party;
  const { hosts } = text.party;
  if (series === null) return { content: hosts.alone({ first: mention(plan.hostId) }) };
  return {
    content: [hostsText(plan.hostId, series.hostIds, text), ...(maySteer ? [hosts.ask] : [])].join('\n'),
    components: maySteer
      ? memberSelectRow(routes.partyRota.encode({ party: partyId }), hosts.pick, {
          chosen: series.hostIds,
          most: mostHosts,
        })
      : [],
  };
};

const names = (ids: readonly string[]): string =>
  ids.slice(0, shownNames).map(mention).join(' ') +
  (ids.length > shownNames ? ` +${ids.length - shownNames}` : '');

const guestFields = ({ party }: PartyState, text: Catalog) => {
  const { going, waiting, maybe, interested } = attendance(party);
  const { counts, full } = text.party.rsvp;
  const { capacity } = party.plan;
  const of = (name: string, ids: readonly string[], size = String(ids.length)) =>
    ids.length === 0 ? [] : [{ name: `${name} · ${size}`, value: names(ids), inline: true }];
  const goingField = { name: `${counts.going} · ${full({ going: going.length, capacity: capacity ?? 0 })}` };
  return [
    ...(capacity === null
      ? of(counts.going, going)
      : [{ ...goingField, value: names(going) || text.party.nobody, inline: true }]),
    ...of(counts.waiting, waiting),
    ...of(counts.maybe, maybe),
    ...of(counts.interested, interested),
  ];
};

/** That a party is off, and why. */
export const calledOffText = (state: InPhase<'cancelled'>, text: Catalog): string => {
  const { party } = text;
  const because = party.calledOffBecause;
  const reason = state.reason in because ? because[state.reason as keyof typeof because] : undefined;
  const title = escapeText(state.party.plan.title);
  const line = state.reason === 'skipped' ? party.skippedOnce({ title }) : party.cancelled({ title });
  return [line, reason].filter((part) => part !== undefined).join(' ');
};

const stateLine = (state: PartyState, text: Catalog): string | undefined => {
  const { party } = text;
  if (isRunning(state)) return party.onNow({ channelId: state.party.plan.channelId });
  if (state.phase === 'ended') return party.ended;
  return state.phase === 'cancelled' ? calledOffText(state, text) : undefined;
};

/** The host of this party, and whose turn it is next time. */
const hostText = ({ party: { plan, series } }: PartyState, text: Catalog): string => {
  const next = series === null ? plan.hostId : hostAfter(series.hostIds, plan.hostId);
  return [
    isGone(plan.hostId) ? text.party.nobody : mention(plan.hostId),
    ...(next === plan.hostId ? [] : [text.party.hostNext({ member: mention(next) })]),
  ].join('\n');
};

/** The post of a party: when, where, who comes, and the buttons to answer. */
export const planView = (catalogue: Catalogue, state: PartyState, text: Catalog): View => {
  const { party } = text;
  const { partyId, plan, rows, series, native } = state.party;
  const minutes = Math.round(durationOf(rows) / 60_000);
  return {
    embeds: [
      {
        color: accentColour,
        title: escapeText(plan.title),
        description: [
          stateLine(state, text),
          native.kind === 'refused' ? party.nativeFailures[native.why] : undefined,
          rows.length === 0
            ? undefined
            : fitLines(
                [
                  `**${party.songsOf({ songs: rows.length, minutes })}**`,
                  ...rows
                    .slice(0, shownRows)
                    .map(
                      (row, index) =>
                        `${index + 1}. ${rowTitle(catalogue, row.songId)} · ${whyText(catalogue, row, text)}`,
                    ),
                  ...(rows.length > shownRows ? [party.moreSongs({ songs: rows.length - shownRows })] : []),
                ],
                2_000,
              ),
        ]
          .filter((line) => line !== undefined)
          .join('\n\n'),
        fields: [
          {
            name: party.when,
            value:
              party.starts({ at: plan.startsAt }) +
              (series === null ? '' : `\n${party.repeats[series.every]}`),
            inline: true,
          },
          { name: party.where, value: `<#${plan.channelId}> · ${party.modes[plan.mode]}`, inline: true },
          { name: party.host, value: hostText(state, text), inline: true },
          ...guestFields(state, text),
        ],
      },
    ],
    components:
      state.phase !== 'scheduled'
        ? []
        : [
            ...buttonRow([
              actionButton(routes.partyRsvp.encode({ party: partyId, answer: 'going' }), party.rsvp.going, {
                style: 'primary',
              }),
              actionButton(routes.partyRsvp.encode({ party: partyId, answer: 'maybe' }), party.rsvp.maybe),
              actionButton(routes.partyRsvp.encode({ party: partyId, answer: 'no' }), party.rsvp.no),
              actionButton(routes.partyRemind.encode({ party: partyId }), party.rsvp.remindMe),
            ]),
            ...buttonRow([
              actionButton(
                routes.partyPage.encode({ party: partyId, page: 0 }),
                text.party.setlistButtons.open,
              ),
              actionButton(routes.partyIcs.encode({ party: partyId }), party.ics),
              ...(series === null
                ? []
                : [actionButton(routes.partyRotaOpen.encode({ party: partyId }), party.hosts.button)]),
            ]),
          ],
  };
};

/** What a member is told about an answer; the waitlist has places. */
export const answeredText = (state: PartyState, memberId: string, text: Catalog): string => {
  const { told } = text.party.rsvp;
  const { going, waiting, maybe } = attendance(state.party);
  const place = waiting.indexOf(memberId);
  if (place >= 0) return told.waiting({ place: place + 1 });
  if (going.includes(memberId)) return told.going;
  return maybe.includes(memberId) ? told.maybe : told.no;
};

/** The parties of a server: what goes on, then what comes. */
export const partyListView = (states: readonly PartyState[], text: Catalog): View => {
  const { list } = text.party;
  if (states.length === 0) return { content: list.none };
  return {
    embeds: [
      {
        color: accentColour,
        title: list.title,
        description: fitLines(
          states.map((state) => {
            const { title, startsAt, channelId } = state.party.plan;
            return isRunning(state)
              ? list.running({ title: escapeText(title), channelId })
              : list.line({
                  title: escapeText(title),
                  at: startsAt,
                  going: attendance(state.party).going.length,
                });
          }),
          4_000,
        ),
      },
    ],
  };
};

/** Discord draws no timestamps in a select, so it is the time of the party's zone. */
const localWhen = ({ startsAt, zone }: Plan): string =>
  `${dayAt(startsAt, zone)} ${clockTimeIn(zone, startsAt)} (${zone})`;

/** Which of several parties is meant. */
export const choosePartyView = (
  states: readonly PartyState[],
  route: 'partyEditPick' | 'partyCancelPick',
  text: Catalog,
): View => ({
  content: text.party.choose,
  components: selectRow(
    routes[route].encode({}),
    text.party.choose,
    states.map(({ party }) => ({
      label: party.plan.title,
      value: party.partyId,
      description: localWhen(party.plan),
    })),
  ),
});

/** Which of the parties of the past. */
export const choosePastView = (
  past: readonly { readonly partyId: string; readonly title: string; readonly endedAt: number }[],
  route: 'partyReplayPick' | 'partyExportPick',
  text: Catalog,
): View => ({
  content: text.party.choose,
  components: selectRow(
    routes[route].encode({}),
    text.party.choose,
    past.map(({ partyId, title, endedAt }) => ({
      label: title,
      value: partyId,
      description: new Date(endedAt).toISOString().slice(0, 10),
    })),
  ),
});

export const cancelView = ({ party }: PartyState, text: Catalog): View => {
  const { partyId: id, series, plan } = party;
  const words = text.party;
  return {
    content: words.cancelAsk({ title: escapeText(plan.title) }),
    components: buttonRow([
      ...(series === null
        ? [
            actionButton(routes.partyCancel.encode({ party: id, how: 'all' }), words.cancelYes, {
              style: 'danger',
            }),
          ]
        : [
            actionButton(routes.partyCancel.encode({ party: id, how: 'one' }), words.cancelOne, {
              style: 'danger',
            }),
            actionButton(routes.partyCancel.encode({ party: id, how: 'all' }), words.cancelAll, {
              style: 'danger',
            }),
          ]),
      actionButton(routes.partyKeep.encode({}), words.keep),
    ]),
  };
};

export const editModal = ({ party }: PartyState, text: Catalog): APIModalInteractionResponseCallbackData => {
  const { editTitle, editFields } = text.party;
  const field = (id: string, label: string, value: string, required: boolean) =>
    ({
      type: ComponentType.Label,
      label,
      component: {
        type: ComponentType.TextInput,
        custom_id: id,
        style: TextInputStyle.Short,
        max_length: 100,
        required,
        ...(value !== '' && { value }),
      },
    }) as const;
  const { title, capacity, minutes, requestCap } = party.plan;
  return {
    custom_id: routes.partyEditSend.encode({ party: party.partyId }),
    title: editTitle,
    components: [
      field('title', editFields.title, title, true),
      field('when', editFields.when, '', false),
      field('capacity', editFields.capacity, capacity === null ? '' : String(capacity), false),
      field('minutes', editFields.minutes, String(minutes), true),
      field('requests', editFields.requests, String(requestCap), true),
    ],
  };
};
