import { html, nothing } from 'lit';
import { channelName, type PageState } from '../state.ts';
import { channelMark, viewSidebar } from './channels-view.ts';
import { viewComposer } from './composer-view.ts';
import { viewEvents } from './events-view.ts';
import { icon } from './icons.ts';
import { viewMembers } from './members-view.ts';
import { viewMessages, type PageView } from './message-view.ts';
import { viewModal } from './modal-view.ts';
import { viewConnection, viewMenu, viewToasts } from './overlays-view.ts';

const tryCommand = ({ composer }: PageView, text: string) =>
  html`<button
    type="button"
    class="try"
    @click=${() => {
      composer.write(text);
      document.querySelector<HTMLInputElement>('#composer-input')?.focus();
    }}
  >
    ${text}
  </button>`;

const viewWelcome = (view: PageView, title: string, topic: string | null | undefined) =>
  html`<div class="welcome" data-testid="welcome">
    <span class="welcome-mark" aria-hidden="true">${icon('rain')}</span>
    <h2>Welcome to ${title}</h2>
    ${topic ? html`<p>${topic}</p>` : nothing}
    <p>
      This is a Discord on your own machine. Try ${tryCommand(view, '/ost song stay with me')}, then
      ${tryCommand(view, '/quiz start')}.
    </p>
    <p class="quiet">Nothing here leaves the machine, and a restart begins a fresh world.</p>
  </div>`;

const viewTopBar = ({ state, actions }: PageView, title: string, topic: string | null | undefined) =>
  html`<header class="top-bar">
    <button
      type="button"
      class="icon-button only-narrow"
      aria-label="Channels"
      aria-controls="sidebar"
      aria-expanded=${state.isDrawerOpen}
      @click=${() => {
        actions.toggleDrawer(!state.isDrawerOpen);
      }}
    >
      ${icon('menu')}
    </button>
    <h1>${title}</h1>
    ${topic ? html`<p class="topic">${topic}</p>` : nothing}
    <span class="spacer"></span>
    <button
      type="button"
      class="icon-button"
      aria-label="Switch to ${state.theme === 'dark' ? 'light' : 'dark'} theme"
      title="Light or dark"
      @click=${() => {
        actions.setTheme(state.theme === 'dark' ? 'light' : 'dark');
      }}
    >
      ${icon(state.theme === 'dark' ? 'sun' : 'moon')}
    </button>
    <button
      type="button"
      class="icon-button"
      aria-label="Members"
      aria-expanded=${state.areMembersOpen}
      title="Members"
      @click=${() => {
        actions.toggleMembers(!state.areMembersOpen);
      }}
    >
      ${icon('people')}
    </button>
  </header>`;

const viewChannel = (view: PageView) => {
  const { state } = view;
  const channel = state.channels.get(state.channelId ?? '');
  if (!channel) return html`<p class="empty">Choose a channel.</p>`;
  const title = `${channelMark(channel)}${channelName(state, channel)}`;
  const messages = state.histories.get(channel.id)?.messages ?? [];
  return html`${viewTopBar(view, title, channel.topic)} ${viewConnection(view)}
    <div class="body">
      <div class="chat">
        <div
          class="scroll"
          id="scroll"
          tabindex="0"
          role="region"
          aria-label="Messages in ${channelName(state, channel)}"
        >
          ${viewWelcome(view, title, channel.topic)} ${viewMessages(view, messages)}
        </div>
        ${viewComposer(view)}
      </div>
      ${viewMembers(view)}
    </div>`;
};

const viewShade = ({ state, actions }: PageView) =>
  state.isDrawerOpen
    ? html`<div
        class="drawer-shade"
        @click=${() => {
          actions.toggleDrawer(false);
        }}
      ></div>`
    : nothing;

const isSpeaking = (state: PageState) => state.status.kind !== 'connecting' || state.channels.size > 0;

export const viewPage = (view: PageView) =>
  html`${viewSidebar(view)} ${viewShade(view)}
    <main class="main" data-status=${view.state.status.kind}>
      ${isSpeaking(view.state) ? viewChannel(view) : viewConnection(view)}
    </main>
    <p class="visually-hidden" aria-live="polite" data-testid="announcement">${view.state.announcement}</p>
    ${viewEvents(view)} ${viewModal(view)} ${viewMenu(view)} ${viewToasts(view)}`;
