import { ChannelType } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { isVoice } from '../actions.ts';
import { avatarUrl } from '../avatar.ts';
import { channelName, nameById, nameOf, type Channel, type PageState } from '../state.ts';
import { icon, type IconName } from './icons.ts';
import type { PageView } from './message-view.ts';
import { viewVoicePanel } from './voice-view.ts';

const icons: Partial<Record<ChannelType, IconName>> = {
  [ChannelType.GuildVoice]: 'speaker',
  [ChannelType.GuildStageVoice]: 'stage',
  [ChannelType.GuildAnnouncement]: 'megaphone',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.DM]: 'at',
};

/** What a channel's name begins with in running text. */
export const channelMark = (channel: Channel): string => {
  if (channel.type === ChannelType.DM) return '@';
  return icons[channel.type] === undefined ? '#' : '';
};

const inVoice = (state: PageState, channelId: string) =>
  [...(state.guild?.voiceStates.values() ?? [])].filter((voice) => voice.channel_id === channelId);

const viewPeople = (state: PageState, channel: Channel) => {
  const people = inVoice(state, channel.id);
  if (people.length === 0) return nothing;
  return html`<ul class="voice-people" aria-label="In ${channelName(state, channel)}">
    ${people.map((voice) => {
      const name = nameById(state, voice.user_id);
      const isAudience = channel.type === ChannelType.GuildStageVoice && voice.suppress;
      const isSpeaking = state.voice?.channelId === channel.id && state.voice.speaking.has(voice.user_id);
      return html`<li class=${isSpeaking ? 'is-speaking' : ''} data-user=${voice.user_id}>
        <img src=${avatarUrl(name)} alt="" width="20" height="20" /><span>${name}</span>
        ${isSpeaking ? html`<small class="visually-hidden">speaking</small>` : nothing}
        ${isAudience ? html`<small>audience</small>` : nothing}
        ${voice.self_mute || voice.mute ? html`<small title="Muted">muted</small>` : nothing}
      </li>`;
    })}
  </ul>`;
};

const viewVoice = ({ state, actions }: PageView, channel: Channel) => {
  const isIn = state.guild?.voiceStates.get(state.fan.user.id)?.channel_id === channel.id;
  const name = channelName(state, channel);
  const kind = channel.type === ChannelType.GuildStageVoice ? 'stage' : 'voice';
  return html`<li data-testid="voice-channel">
    <div class="channel-row ${state.channelId === channel.id ? 'is-current' : ''}">
      <button
        type="button"
        class="channel"
        aria-pressed=${isIn}
        aria-label="${isIn ? 'Leave' : 'Join'} ${kind} channel ${name}"
        @click=${() => {
          actions.joinVoice(isIn ? null : channel.id);
        }}
      >
        <span class="mark" aria-hidden="true">${icon(icons[channel.type] ?? 'hash')}</span
        ><span class="name">${name}</span>
        <small class="join">${isIn ? 'Leave' : 'Join'}</small>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Open chat of ${name}"
        title="Open chat"
        @click=${() => {
          actions.openChannel(channel.id);
        }}
      >
        ${icon('chat')}
      </button>
    </div>
    ${channel.status ? html`<p class="voice-status">${channel.status}</p>` : nothing}
    ${viewPeople(state, channel)}
  </li>`;
};

const viewText = ({ state, actions }: PageView, channel: Channel) => {
  const name = channelName(state, channel);
  const isUnread = state.unread.has(channel.id);
  return html`<li data-testid="text-channel">
    <div
      class="channel-row ${state.channelId === channel.id ? 'is-current' : ''} ${isUnread ? 'is-unread' : ''}"
    >
      <button
        type="button"
        class="channel"
        aria-current=${state.channelId === channel.id ? 'page' : nothing}
        aria-label="${name}${isUnread ? ' (unread)' : ''}"
        @click=${() => {
          actions.openChannel(channel.id);
        }}
      >
        <span class="mark" aria-hidden="true">${icon(icons[channel.type] ?? 'hash')}</span
        ><span class="name">${name}</span>
      </button>
    </div>
  </li>`;
};

const viewGroup = (view: PageView, title: string, channels: readonly Channel[]) =>
  channels.length === 0
    ? nothing
    : html`<h3>${title}</h3>
        <ul class="channels">
          ${channels.map((channel) => (isVoice(channel) ? viewVoice(view, channel) : viewText(view, channel)))}
        </ul>`;

const byPosition = (left: Channel, right: Channel) => (left.position ?? 0) - (right.position ?? 0);

const viewFans = ({ state, actions }: PageView) => {
  const me = state.fan.user;
  const name = nameOf(state, me);
  return html`<div class="me">
    <img src=${avatarUrl(name)} alt="" width="32" height="32" />
    <label>
      <span class="me-label">You are</span>
      <select
        aria-label="Fan you are"
        data-testid="fan-switcher"
        @change=${(event: Event) => {
          actions.beFan((event.target as HTMLSelectElement).value);
        }}
      >
        ${state.fans.map(
          ({ user, locale }) =>
            html`<option value=${user.username} ?selected=${user.id === me.id}>
              ${nameOf(state, user)} (${locale})
            </option>`,
        )}
      </select>
    </label>
    <a
      class="icon-button"
      href="?fan=${state.fans.find(({ user }) => user.id !== me.id)?.user.username ?? ''}"
      target="_blank"
      title="Open a second tab as another fan"
      aria-label="Open a second tab as another fan"
      >${icon('plus')}</a
    >
  </div>`;
};

const eventCount = (state: PageState) => {
  const count = state.guild?.events.size ?? 0;
  return count === 0 ? nothing : html`<span class="count">${count}</span>`;
};

export const viewSidebar = (view: PageView) => {
  const { state, actions } = view;
  const all = [...state.channels.values()].sort(byPosition);
  const isCategory = ({ type }: Channel) => type === ChannelType.GuildCategory;
  const inGuild = all.filter((channel) => channel.guild_id !== undefined && !isCategory(channel));
  return html`<nav class="sidebar ${state.isDrawerOpen ? 'is-open' : ''}" id="sidebar" aria-label="Channels">
    <h2>${state.guild?.name ?? 'Sonagi playground'}</h2>
    <div class="sidebar-scroll">
      <button
        type="button"
        class="channel events-button"
        data-testid="events-button"
        @click=${() => {
          actions.toggleEvents(true);
        }}
      >
        <span class="mark" aria-hidden="true">${icon('calendar')}</span
        ><span class="name">Events</span>${eventCount(state)}
      </button>
      ${viewGroup(
        view,
        'Text channels',
        inGuild.filter((channel) => !isVoice(channel)),
      )}
      ${viewGroup(view, 'Voice channels', inGuild.filter(isVoice))}
      ${viewGroup(
        view,
        'Direct messages',
        all.filter(({ guild_id }) => guild_id === undefined),
      )}
    </div>
    ${viewVoicePanel(view)} ${viewFans(view)}
  </nav>`;
};
