import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import '@skyra/discord-components-core/discord-embed.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-footer.js';
import { dayTitle } from '../dates.ts';
import { hostOf, linkUrl, localUrl } from '../safe-url.ts';
import type { PageState } from '../state.ts';
import { icon } from './icons.ts';
import { plain, viewMarkdown } from './markdown-view.ts';

const FIELDS_IN_A_ROW = 3;

/** Inline fields stand in rows of three; a full-width field begins a new row. */
const inlineIndexes = (fields: readonly APIEmbedField[]): (number | undefined)[] => {
  let column = 0;
  return fields.map((field) => {
    if (!field.inline) {
      column = 0;
      return undefined;
    }
    column = (column % FIELDS_IN_A_ROW) + 1;
    return column;
  });
};

/** A picture elsewhere is named, not fetched. */
export const viewImage = (url: string, alt: string, width?: number | null) => {
  const local = localUrl(url);
  if (local !== undefined) {
    return html`<img class="picture" src=${local} alt=${alt} width=${width ?? nothing} loading="lazy" />`;
  }
  return html`<span class="picture-elsewhere"
    >${icon('picture')} ${alt || 'Image'} at ${hostOf(url)}, not loaded</span
  >`;
};

const viewFields = (state: PageState, fields: readonly APIEmbedField[]) => {
  if (fields.length === 0) return nothing;
  const indexes = inlineIndexes(fields);
  return html`<discord-embed-fields slot="fields">
    ${fields.map(
      (field, index) =>
        html`<discord-embed-field
          field-title=${plain(field.name)}
          ?inline=${field.inline ?? false}
          inline-index=${indexes[index] ?? nothing}
          ?light-theme=${state.theme === 'light'}
          ><div class="markup">${viewMarkdown(state, field.value)}</div></discord-embed-field
        >`,
    )}
  </discord-embed-fields>`;
};

const viewFooter = (state: PageState, embed: APIEmbed) => {
  if (!embed.footer && !embed.timestamp) return nothing;
  const texts = [embed.footer?.text, embed.timestamp && dayTitle(embed.timestamp, state.fan.locale)];
  return html`<discord-embed-footer slot="footer" ?light-theme=${state.theme === 'light'}
    >${texts.filter(Boolean).join(' • ')}</discord-embed-footer
  >`;
};

export const viewEmbed = (state: PageState, embed: APIEmbed) => {
  const color = embed.color ? `#${embed.color.toString(16).padStart(6, '0')}` : nothing;
  const pictures = [embed.image, embed.thumbnail].flatMap((picture) => picture ?? []);
  return html`<discord-embed
    data-testid="embed"
    color=${color}
    author-name=${embed.author ? plain(embed.author.name) : nothing}
    author-url=${linkUrl(embed.author?.url) ?? nothing}
    author-image=${localUrl(embed.author?.icon_url) ?? nothing}
    embed-title=${embed.title ? plain(embed.title) : nothing}
    url=${linkUrl(embed.url) ?? nothing}
    thumbnail=${localUrl(embed.thumbnail?.url) ?? nothing}
    image=${localUrl(embed.image?.url) ?? nothing}
    ?light-theme=${state.theme === 'light'}
  >
    ${
      embed.description
        ? html`<discord-embed-description slot="description"
            ><div class="markup">${viewMarkdown(state, embed.description)}</div></discord-embed-description
          >`
        : nothing
    }
    ${viewFields(state, embed.fields ?? [])} ${viewFooter(state, embed)}
    ${pictures
      .filter(({ url }) => localUrl(url) === undefined)
      .map(({ url }) => html`<div slot="footer">${viewImage(url, 'Image')}</div>`)}
  </discord-embed>`;
};
