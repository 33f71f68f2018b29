import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord.js';
import { ButtonStyle, ComponentType, SelectMenuDefaultValueType } from 'discord.js';
import { cut } from './format.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const maxLabelLength = 80;
const maxSelectTextLength = 100;
const maxSelectOptions = 25;
const maxButtons = 5;

/** A row of up to five buttons; none at all when there is nothing to press. */
export const buttonRow = (buttons: readonly APIButtonComponent[]): Row[] =>
  buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: buttons.slice(0, maxButtons) }];

export const actionButton = (
  customId: string,
  label: string,
  more: { readonly style?: 'primary' | 'secondary' | 'danger'; readonly disabled?: boolean } = {},
): APIButtonComponent => ({
  type: ComponentType.Button,
  style: { primary: ButtonStyle.Primary, secondary: ButtonStyle.Secondary, danger: ButtonStyle.Danger }[
    more.style ?? 'secondary'
  ] as ButtonStyle.Secondary,
  label: cut(label, maxLabelLength),
  custom_id: customId,
  ...(more.disabled === true && { disabled: true }),
});

export const linkButton = (url: string, label: string): APIButtonComponent => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label: cut(label, maxLabelLength),
  url,
});

/** A select of members of the server, with those who are chosen already. */
export const memberSelectRow = (
  customId: string,
  placeholder: string,
  { chosen, most }: { readonly chosen: readonly string[]; readonly most: number },
): Row[] => [
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.UserSelect,
        custom_id: customId,
        placeholder: cut(placeholder, maxSelectTextLength),
        min_values: 1,
        max_values: most,
        default_values: chosen.slice(0, most).map((id) => ({ id, type: SelectMenuDefaultValueType.User })),
      },
    ],
  },
];

/** A select of up to 25 things; none at all when there is nothing to choose. */
export const selectRow = (
  customId: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): Row[] =>
  options.length === 0
    ? []
    : [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: customId,
              placeholder: cut(placeholder, maxSelectTextLength),
              options: options.slice(0, maxSelectOptions).map((option) => ({
                ...option,
                label: cut(option.label, maxSelectTextLength),
                ...(option.description !== undefined && {
                  description: cut(option.description, maxSelectTextLength),
                }),
              })),
            },
          ],
        },
      ];
