import {
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessage,
  type APIMessageComponentEmoji,
  type APISectionComponent,
  type APISelectMenuComponent,
  type APIMessageTopLevelComponent,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Actions } from '../actions.ts';
import {
  channelCandidates,
  memberCandidates,
  roleCandidates,
  type Candidate,
} from '../composer/option-values.ts';
import { isPending } from '../interactions.ts';
import { linkUrl } from '../safe-url.ts';
import type { ChooseEvent, SelectOption } from '../select-menu.ts';
import type { PageState } from '../state.ts';
import { viewImage } from './embed-view.ts';
import { icon } from './icons.ts';
import { viewMarkdown } from './markdown-view.ts';

type View = { state: PageState; actions: Actions; message: APIMessage };

const emojiText = (emoji: APIMessageComponentEmoji | undefined): string =>
  emoji ? (emoji.id === undefined ? (emoji.name ?? '') : `:${emoji.name ?? 'emoji'}:`) : '';

const styleNames: Record<number, string> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'link',
};

const viewButton = ({ state, actions, message }: View, button: APIButtonComponent) => {
  const emoji = 'emoji' in button ? emojiText(button.emoji) : '';
  const label = 'label' in button ? (button.label ?? '') : '';
  const content = html`${emoji ? html`<span class="button-emoji">${emoji}</span>` : nothing}${
    label ? html`<span>${label}</span>` : nothing
  }`;
  if (button.style === ButtonStyle.Link) {
    const href = linkUrl(button.url);
    return html`<a
      class="button link"
      href=${button.disabled ? nothing : (href ?? nothing)}
      aria-disabled=${button.disabled ? 'true' : nothing}
      target="_blank"
      rel="noopener noreferrer"
      >${content}${icon('launch')}</a
    >`;
  }
  if (button.style === ButtonStyle.Premium)
    return html`<button type="button" class="button" disabled>Premium</button>`;
  const { custom_id } = button;
  const isBusy = isPending(state, (one) => one.messageId === message.id && one.customId === custom_id);
  return html`<button
    type="button"
    class="button ${styleNames[button.style] ?? 'secondary'}"
    data-custom-id=${custom_id}
    aria-busy=${isBusy ? 'true' : nothing}
    ?disabled=${button.disabled ?? false}
    @click=${() => {
      if (!isBusy)
        actions.pressComponent(message, { type: button.type, custom_id }, label || emoji || 'Button');
    }}
  >
    ${content}
  </button>`;
};

const fromCandidates = (candidates: readonly Candidate[]): SelectOption[] =>
  candidates.map(({ name, value, note }) => ({ value: String(value), label: name, description: note }));

const selectOptions = (state: PageState, select: APISelectMenuComponent): SelectOption[] => {
  switch (select.type) {
    case ComponentType.StringSelect:
      return select.options.map((option) => ({
        value: option.value,
        label: option.label,
        description: option.description,
        emoji: emojiText(option.emoji),
        isDefault: option.default,
      }));
    case ComponentType.UserSelect:
      return fromCandidates(memberCandidates(state));
    case ComponentType.RoleSelect:
      return fromCandidates(roleCandidates(state));
    case ComponentType.MentionableSelect:
      return fromCandidates([...memberCandidates(state), ...roleCandidates(state)]);
    case ComponentType.ChannelSelect:
      return fromCandidates(channelCandidates(state, select.channel_types));
  }
};

const viewSelect = ({ state, actions, message }: View, select: APISelectMenuComponent) => {
  const name = select.placeholder ?? 'Select';
  // A select keeps what was chosen in itself; after an edit of the message it begins anew.
  return keyed(
    `${message.edited_timestamp ?? ''}${select.custom_id}`,
    html`<select-menu
      data-custom-id=${select.custom_id}
      .options=${selectOptions(state, select)}
      .placeholder=${select.placeholder ?? ''}
      .name=${name}
      .min=${select.min_values ?? 1}
      .max=${select.max_values ?? 1}
      .disabled=${select.disabled ?? false}
      @choose=${(event: ChooseEvent) => {
        actions.pressComponent(message, select, name, event.detail);
      }}
    ></select-menu>`,
  );
};

const viewSection = (view: View, section: APISectionComponent) =>
  html`<div class="section">
    <div>
      ${section.components.map((text) => html`<div class="markup">${viewMarkdown(view.state, text.content)}</div>`)}
    </div>
    ${
      section.accessory.type === ComponentType.Button
        ? viewButton(view, section.accessory)
        : viewImage(section.accessory.media.url, section.accessory.description ?? 'Thumbnail', 80)
    }
  </div>`;

const viewComponent = (
  view: View,
  component: APIMessageTopLevelComponent | APIComponentInContainer,
): TemplateResult | typeof nothing => {
  switch (component.type) {
    case ComponentType.ActionRow:
      return html`<div class="action-row">
        ${component.components.map((inner) =>
          inner.type === ComponentType.Button ? viewButton(view, inner) : viewSelect(view, inner),
        )}
      </div>`;
    case ComponentType.TextDisplay:
      return html`<div class="markup">${viewMarkdown(view.state, component.content)}</div>`;
    case ComponentType.Section:
      return viewSection(view, component);
    case ComponentType.Separator:
      return html`<hr class=${component.spacing === SeparatorSpacingSize.Large ? 'wide' : ''} />`;
    case ComponentType.MediaGallery:
      return html`<div class="gallery">
        ${component.items.map((item) => viewImage(item.media.url, item.description ?? 'Image'))}
      </div>`;
    case ComponentType.Container: {
      const color = component.accent_color;
      return html`<div
        class="container"
        style=${color ? `border-left-color:#${color.toString(16).padStart(6, '0')}` : ''}
      >
        ${component.components.map((inner) => viewComponent(view, inner))}
      </div>`;
    }
    case ComponentType.File:
      return html`<p>${icon('clip')} ${component.name}</p>`;
  }
};

export const viewComponents = (view: View) =>
  (view.message.components ?? []).map((one) => viewComponent(view, one));
