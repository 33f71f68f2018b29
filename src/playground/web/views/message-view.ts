import {
  MessageFlags,
  MessageType,
  type APIMessage,
  type APIReaction,
  type APIUser,
} from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-system-message.js';
import type { Actions } from '../actions.ts';
import { avatarUrl } from '../avatar.ts';
import type { Composer } from '../composer/composer.ts';
import { dayTitle, isSameDay, messageTime } from '../dates.ts';
import { localUrl } from '../safe-url.ts';
import { hasFlag, nameById, nameOf, roleColor, type PageState } from '../state.ts';
import { viewComponents } from './components-view.ts';
import { viewEmbed, viewImage } from './embed-view.ts';
import { icon } from './icons.ts';
import { plain, viewMarkdown } from './markdown-view.ts';

const GROUP_MS = 7 * 60_000;

export type PageView = { state: PageState; actions: Actions; composer: Composer };

/** `/ost song` above the answer. Newer payloads name the command only in the deprecated field. */
const usedCommand = (message: APIMessage) => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only field that carries the command's name
  const used = message.interaction;
  return used ? { name: used.name, user: used.user } : undefined;
};

const viewSmallAvatar = (name: string) => html`<img src=${avatarUrl(name)} alt="" width="16" height="16" />`;

const viewUsed = (state: PageState, message: APIMessage, used: { name: string; user: APIUser }) => {
  const name = nameOf(state, used.user);
  return html`<div slot="reply" class="above">
    ${viewSmallAvatar(name)}
    <b style="color:${roleColor(state, used.user.id) ?? 'inherit'}">${name}</b> used
    <span class="md-command">${message.type === MessageType.ContextMenuCommand ? '' : '/'}${used.name}</span>
  </div>`;
};

const viewReplied = (state: PageState, replied: APIMessage | null | undefined) => {
  if (!replied) return html`<div slot="reply" class="above"><i>Original message was deleted</i></div>`;
  const name = nameOf(state, replied.author);
  const text = plain(replied.content || (replied.embeds[0]?.title ?? 'a message')).slice(0, 120);
  return html`<div slot="reply" class="above is-reply">
    ${viewSmallAvatar(name)}
    <b style="color:${roleColor(state, replied.author.id) ?? 'inherit'}">${name}</b>
    <span class="above-text">${text}</span>
  </div>`;
};

/** The line above a message. Ours, because the library's has names in white on the light theme. */
const viewHeader = (state: PageState, message: APIMessage) => {
  const used = usedCommand(message);
  if (message.type !== MessageType.Reply) return used ? viewUsed(state, message, used) : nothing;
  // The answer to a modal is a reply to nothing.
  return message.message_reference ? viewReplied(state, message.referenced_message) : nothing;
};

const viewReactions = ({ actions }: PageView, message: APIMessage) => {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return nothing;
  const one = (reaction: APIReaction) => {
    const name =
      reaction.emoji.id === null ? (reaction.emoji.name ?? '') : `:${reaction.emoji.name ?? 'emoji'}:`;
    return html`<button
      type="button"
      class="reaction"
      aria-pressed=${reaction.me}
      aria-label="${name} ${reaction.count}"
      @click=${() => {
        actions.react(message, reaction.emoji, reaction.me);
      }}
    >
      <span>${name}</span> <span>${reaction.count}</span>
    </button>`;
  };
  return html`<div slot="reactions" class="reactions" role="group" aria-label="Reactions">
    ${reactions.map(one)}
  </div>`;
};

const viewAttachments = (message: APIMessage) =>
  message.attachments.map((file) => {
    const local = localUrl(file.url);
    if (file.content_type?.startsWith('image/')) {
      return html`<div slot="attachments">
        ${viewImage(file.url, file.description ?? file.filename, file.width)}
      </div>`;
    }
    if (file.content_type?.startsWith('audio/') && local !== undefined) {
      return html`<audio
        slot="attachments"
        controls
        preload="none"
        src=${local}
        aria-label=${file.filename}
      ></audio>`;
    }
    return html`<a slot="attachments" class="file" href=${local ?? nothing} download=${file.filename}
      >${icon('clip')} ${file.filename}</a
    >`;
  });

/** The bottom left of the button that opened a menu. */
const below = (event: Event) => {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: box.left, y: box.bottom + 4 };
};

const viewTools = ({ actions, composer }: PageView, message: APIMessage) => {
  const reply = () => {
    composer.reply(message);
  };
  return html`<div slot="thread" class="tools" role="toolbar" aria-label="Message actions">
    ${
      hasFlag(message, MessageFlags.Ephemeral)
        ? nothing
        : html`<button
              type="button"
              aria-label="Add reaction"
              title="Add reaction"
              @click=${(event: Event) => {
                actions.openReactionMenu(message, below(event));
              }}
            >
              ${icon('smile')}
            </button>
            <button type="button" aria-label="Reply" title="Reply" @click=${reply}>${icon('reply')}</button>`
    }
    <button
      type="button"
      aria-label="More and apps"
      title="More and apps"
      aria-haspopup="menu"
      @click=${(event: Event) => {
        actions.openMessageMenu(message, below(event), reply);
      }}
    >
      ${icon('more')}
    </button>
  </div>`;
};

const viewPrivate = ({ actions }: PageView, message: APIMessage) =>
  html`<div slot="thread" class="private" data-testid="only-you">
    ${icon('eye')} Only you can see this ·
    <button
      type="button"
      class="text-button"
      @click=${() => {
        actions.dismissMessage(message);
      }}
    >
      Dismiss message
    </button>
  </div>`;

const viewBody = ({ state }: PageView, message: APIMessage) => {
  if (hasFlag(message, MessageFlags.Loading)) {
    const name = nameOf(state, message.author);
    return html`<span class="thinking"
      ><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${name} is thinking…</span
    >`;
  }
  return html`<div class="markup">
    ${viewMarkdown(state, message.content)}${
      message.edited_timestamp && message.content
        ? html` <small class="edited" title=${message.edited_timestamp}>(edited)</small>`
        : nothing
    }
  </div>`;
};

const systemTypes: Partial<Record<MessageType, { icon: 'join' | 'pin' | 'thread' | 'alert'; text: string }>> =
  {
    [MessageType.UserJoin]: { icon: 'join', text: 'joined the server.' },
    [MessageType.ChannelPinnedMessage]: { icon: 'pin', text: 'pinned a message to this channel.' },
    [MessageType.ThreadCreated]: { icon: 'thread', text: 'started a thread.' },
    [MessageType.StageStart]: { icon: 'alert', text: 'started a stage.' },
    [MessageType.StageEnd]: { icon: 'alert', text: 'ended the stage.' },
  };

const viewSystem = (state: PageState, message: APIMessage) => {
  const system = systemTypes[message.type];
  if (!system) return undefined;
  return html`<discord-system-message
    data-testid="system-message"
    data-message-id=${message.id}
    type=${system.icon}
    timestamp=${messageTime(message.timestamp, Date.now(), state.fan.locale)}
    ?light-theme=${state.theme === 'light'}
    ><i>${nameById(state, message.author.id)}</i> ${system.text}</discord-system-message
  >`;
};

const viewMessage = (view: PageView, message: APIMessage, previous: APIMessage | undefined) => {
  const { state, actions, composer } = view;
  const system = viewSystem(state, message);
  if (system) return system;
  const name = nameOf(state, message.author);
  const isPrivate = hasFlag(message, MessageFlags.Ephemeral);
  const isGrouped =
    !isPrivate &&
    previous?.author.id === message.author.id &&
    viewHeader(state, message) === nothing &&
    !hasFlag(previous, MessageFlags.Ephemeral) &&
    Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_MS;
  const failure = state.failures.get(message.id);
  return html`<discord-message
    role="article"
    tabindex="-1"
    class=${isPrivate ? 'is-private' : ''}
    data-testid="message"
    data-message-id=${message.id}
    data-author=${name}
    ?data-ephemeral=${isPrivate}
    aria-label="${name}${isPrivate ? ', only you can see this' : ''}"
    .author=${name}
    .avatar=${avatarUrl(name)}
    .bot=${message.author.bot ?? false}
    .roleColor=${roleColor(state, message.author.id)}
    .timestamp=${messageTime(message.timestamp, Date.now(), state.fan.locale)}
    ?message-body-only=${isGrouped}
    ?highlight=${message.mentions.some(({ id }) => id === state.fan.user.id)}
    ?light-theme=${state.theme === 'light'}
    @contextmenu=${(event: MouseEvent) => {
      event.preventDefault();
      actions.openMessageMenu(message, { x: event.clientX, y: event.clientY }, () => {
        composer.reply(message);
      });
    }}
  >
    ${viewHeader(state, message)} ${viewBody(view, message)} ${viewAttachments(message)}
    ${message.embeds.map((embed) => html`<div slot="embeds">${viewEmbed(state, embed)}</div>`)}
    <div slot="components" class="components">${viewComponents({ state, actions, message })}</div>
    ${viewReactions(view, message)}
    ${failure === undefined ? nothing : html`<div slot="thread" class="failure" role="alert">${icon('warning')} ${failure}</div>`}
    ${isPrivate ? viewPrivate(view, message) : nothing} ${viewTools(view, message)}
  </discord-message>`;
};

const viewDay = (state: PageState, iso: string) =>
  html`<div class="day" role="separator"><span>${dayTitle(iso, state.fan.locale)}</span></div>`;

/** The library reads its theme once, so the list is built anew when the theme changes. */
export const viewMessages = (view: PageView, messages: readonly APIMessage[]) => {
  const { state } = view;
  return keyed(
    `${state.theme} ${state.channelId ?? ''}`,
    html`<discord-messages no-background ?light-theme=${state.theme === 'light'}>
      ${repeat(
        messages,
        ({ id }) => id,
        (message, index) => {
          const previous = messages[index - 1];
          const isNewDay = !previous || !isSameDay(previous.timestamp, message.timestamp);
          return html`${isNewDay ? viewDay(state, message.timestamp) : nothing}${viewMessage(view, message, isNewDay ? undefined : previous)}`;
        },
      )}
    </discord-messages>`,
  );
};
