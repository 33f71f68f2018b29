import type { APIButtonComponent, APIModalInteractionResponseCallbackData } from 'discord.js';
import { ComponentType, TextInputStyle } from 'discord.js';
import { maxReportLength } from '../core/catalogue/report-length.ts';
import type { SearchKind } from '../core/search/search.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton } from './components.ts';
import { cut } from './format.ts';
import { routes } from './routes.ts';

/** The name of the modal's one field. */
export const reportField = 'wrong';
const maxTitleLength = 45;
const maxDescriptionLength = 100;
const leastLength = 3;

interface Subject {
  readonly kind: SearchKind;
  readonly id: string;
}

export const reportButton = (subject: Subject, text: Catalog): APIButtonComponent =>
  actionButton(routes.reportOpen.encode(subject), text.reports.button);

/** Asks what is wrong with an entry of the catalogue. */
export const reportModal = (
  subject: Subject,
  name: string,
  text: Catalog,
): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.reportSend.encode(subject),
  title: cut(text.reports.title, maxTitleLength),
  components: [
    {
      type: ComponentType.Label,
      label: cut(text.reports.question, maxTitleLength),
      description: cut(name, maxDescriptionLength),
      component: {
        type: ComponentType.TextInput,
        custom_id: reportField,
        style: TextInputStyle.Paragraph,
        placeholder: cut(text.reports.example, maxDescriptionLength),
        min_length: leastLength,
        max_length: maxReportLength,
      },
    },
  ],
});
