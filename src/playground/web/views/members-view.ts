import type { APIGuildMember } from 'discord-api-types/v10';
import { html } from 'lit';
import { avatarUrl } from '../avatar.ts';
import { nameOf, roleColor } from '../state.ts';
import type { PageView } from './message-view.ts';

const viewMember = ({ state, actions }: PageView, { user }: APIGuildMember) => {
  const name = nameOf(state, user);
  return html`<li>
    <button
      type="button"
      class="member"
      aria-haspopup="menu"
      aria-label="${name}${user.bot ? ', app' : ''}"
      @click=${(event: MouseEvent) => {
        const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
        actions.openUserMenu(user, name, { x: box.left, y: box.bottom });
      }}
    >
      <img src=${avatarUrl(name)} alt="" width="32" height="32" />
      <span class="name" style="color:${roleColor(state, user.id) ?? 'inherit'}">${name}</span>
      ${user.bot ? html`<span class="app-tag">APP</span>` : ''}
      ${user.id === state.fan.user.id ? html`<small>you</small>` : ''}
    </button>
  </li>`;
};

export const viewMembers = (view: PageView) => {
  const members = [...(view.state.guild?.members.values() ?? [])];
  const group = (title: string, some: readonly APIGuildMember[]) =>
    some.length === 0
      ? ''
      : html`<h3>${title} (${some.length})</h3>
          <ul>
            ${some.map((member) => viewMember(view, member))}
          </ul>`;
  return html`<aside class="members ${view.state.areMembersOpen ? 'is-open' : ''}" aria-label="Members">
    ${group(
      'Apps',
      members.filter(({ user }) => user.bot),
    )}
    ${group(
      'Members',
      members.filter(({ user }) => !user.bot),
    )}
  </aside>`;
};
