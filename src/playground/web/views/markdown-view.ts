import type { nothing } from 'lit';
import { html, type TemplateResult } from 'lit';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-quote.js';
import { isVoice } from '../actions.ts';
import { parseMarkdown, type Node } from '../markdown.ts';
import { linkUrl } from '../safe-url.ts';
import { channelName, nameById, type PageState } from '../state.ts';

const mention = (state: PageState, type: 'user' | 'role' | 'channel' | 'voice', text: string, isMe = false) =>
  html`<discord-mention type=${type} ?highlight=${isMe} ?light-theme=${state.theme === 'light'}
    >${text}</discord-mention
  >`;

const link = (state: PageState, node: Extract<Node, { kind: 'link' }>) => {
  const href = linkUrl(node.target);
  if (href === undefined) return html`<span>${viewNodes(state, node.children)}</span>`;
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer"
    >${viewNodes(state, node.children)}</a
  >`;
};

const reveal = (event: Event) => {
  const spoiler = event.currentTarget as HTMLElement;
  spoiler.setAttribute('aria-expanded', 'true');
};

const heading = (state: PageState, { level, children }: Extract<Node, { kind: 'heading' }>) =>
  html`<div class="md-h${Math.min(3, level)}" role="heading" aria-level=${level + 2}>
    ${viewNodes(state, children)}
  </div>`;

const list = (state: PageState, node: Extract<Node, { kind: 'list' }>) => {
  const items = node.items.map((item) => html`<li>${viewNodes(state, item)}</li>`);
  return node.isOrdered
    ? html`<ol start=${node.start}>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
};

const viewNode = (state: PageState, node: Node): TemplateResult | string | typeof nothing => {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${viewNodes(state, node.children)}</strong>`;
    case 'em':
      return html`<em>${viewNodes(state, node.children)}</em>`;
    case 'underline':
      return html`<u>${viewNodes(state, node.children)}</u>`;
    case 'strikethrough':
      return html`<s>${viewNodes(state, node.children)}</s>`;
    case 'subtext':
      return html`<small class="md-subtext">${viewNodes(state, node.children)}</small>`;
    case 'spoiler':
      return html`<button
        type="button"
        class="spoiler"
        aria-expanded="false"
        title="Show the spoiler"
        @click=${reveal}
      >
        <span>${viewNodes(state, node.children)}</span>
      </button>`;
    case 'quote':
      return html`<discord-quote ?light-theme=${state.theme === 'light'}
        >${viewNodes(state, node.children)}</discord-quote
      >`;
    case 'heading':
      return heading(state, node);
    case 'list':
      return list(state, node);
    case 'link':
      return link(state, node);
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'codeblock':
      return html`<pre><code>${node.text}</code></pre>`;
    case 'user':
      return mention(state, 'user', nameById(state, node.id), node.id === state.fan.user.id);
    case 'role':
      return mention(state, 'role', state.guild?.roles.get(node.id)?.name ?? 'deleted role');
    case 'channel': {
      const channel = state.channels.get(node.id);
      const look = channel && isVoice(channel) ? 'voice' : 'channel';
      return mention(state, look, channel ? channelName(state, channel) : 'unknown');
    }
    case 'everyone':
    case 'here':
      return mention(state, 'user', node.kind);
    case 'command':
      return html`<span class="md-command">/${node.name}</span>`;
    case 'emoji':
      return html`<span class="custom-emoji" title="Custom emoji (not loaded: it lives on Discord's servers)"
        >:${node.name}:</span
      >`;
    case 'timestamp':
      return html`<live-time
        .seconds=${node.seconds}
        .look=${node.style}
        .locale=${state.fan.locale}
      ></live-time>`;
  }
};

const viewNodes = (state: PageState, nodes: readonly Node[]) => nodes.map((node) => viewNode(state, node));

/** Discord's markdown as elements. Templates escape every text: there is no way from a message to markup. */
export const viewMarkdown = (state: PageState, source: string) => viewNodes(state, parseMarkdown(source));

/** For places where the library takes a plain text: custom emoji would make it fetch a picture. */
export const plain = (source: string): string => source.replaceAll(/<a?:(\w+):\d+>/g, ':$1:');
