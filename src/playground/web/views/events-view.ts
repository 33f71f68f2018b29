import { GuildScheduledEventStatus, type APIGuildScheduledEvent } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { stampText } from '../dates.ts';
import { channelName, mayManageEvents, nameById } from '../state.ts';
import { icon } from './icons.ts';
import { viewMarkdown } from './markdown-view.ts';
import type { PageView } from './message-view.ts';
import { opened } from './opened.ts';

const statusNames: Record<GuildScheduledEventStatus, string> = {
  [GuildScheduledEventStatus.Scheduled]: 'Scheduled',
  [GuildScheduledEventStatus.Active]: 'Happening now',
  [GuildScheduledEventStatus.Completed]: 'Over',
  [GuildScheduledEventStatus.Canceled]: 'Cancelled',
};

const { Scheduled, Active } = GuildScheduledEventStatus;

/** As on Discord, whoever manages events may begin and end them by hand. */
const viewSteering = ({ state, actions }: PageView, event: APIGuildScheduledEvent) => {
  if (!mayManageEvents(state)) return nothing;
  const [label, next] =
    event.status === Active
      ? (['End event', GuildScheduledEventStatus.Completed] as const)
      : (['Start event', Active] as const);
  return html`<button
    type="button"
    class="button secondary"
    @click=${() => {
      actions.setEventStatus(event, next);
    }}
  >
    ${label}
  </button>`;
};

const viewEvent = (view: PageView, event: APIGuildScheduledEvent) => {
  const { state, actions } = view;
  const interested = state.interested.get(event.id);
  const isInterested = interested?.has(state.fan.user.id) ?? false;
  const count = interested?.size ?? event.user_count ?? 0;
  const channel = event.channel_id === null ? undefined : state.channels.get(event.channel_id);
  const place = channel ? channelName(state, channel) : (event.entity_metadata?.location ?? '');
  const startMs = Date.parse(event.scheduled_start_time);
  const { locale } = state.fan;
  return html`<li class="event" data-testid="event" data-event-id=${event.id}>
    <p class="event-when ${event.status === GuildScheduledEventStatus.Active ? 'is-active' : ''}">
      ${statusNames[event.status]}
      ${
        event.status === Active
          ? nothing
          : html`· ${stampText(startMs, 'F', Date.now(), locale)} ·
              <live-time .seconds=${startMs / 1000} .look=${'R'} .locale=${locale}></live-time>`
      }
    </p>
    <h3>${event.name}</h3>
    ${event.description ? html`<div class="markup">${viewMarkdown(state, event.description)}</div>` : nothing}
    <p class="event-where">${place}${event.creator_id ? ` · by ${nameById(state, event.creator_id)}` : ''}</p>
    <div class="event-foot">
      <span data-testid="interested-count">${icon('people')} ${count} interested</span>
      ${viewSteering(view, event)}
      <button
        type="button"
        class="button ${isInterested ? 'success' : 'secondary'}"
        aria-pressed=${isInterested}
        @click=${() => {
          actions.setInterest(event, !isInterested);
        }}
      >
        ${icon(isInterested ? 'check' : 'bell')} Interested
      </button>
    </div>
  </li>`;
};

export const viewEvents = (view: PageView) => {
  const { state, actions } = view;
  if (!state.areEventsOpen) return nothing;
  const events = [...(state.guild?.events.values() ?? [])]
    .filter(({ status }) => status === Scheduled || status === Active)
    .sort((left, right) => left.scheduled_start_time.localeCompare(right.scheduled_start_time));
  const close = () => {
    actions.toggleEvents(false);
  };
  return html`<dialog
    class="dialog"
    data-testid="events"
    aria-labelledby="events-title"
    ${opened()}
    @close=${close}
  >
    <header>
      <h2 id="events-title">Events</h2>
      <button type="button" class="icon-button" aria-label="Close" @click=${close}>${icon('close')}</button>
    </header>
    ${
      events.length === 0
        ? html`<p class="empty">No events yet. <code>/party schedule</code> makes one.</p>`
        : html`<ul class="events">
            ${events.map((event) => viewEvent(view, event))}
          </ul>`
    }
  </dialog>`;
};
