import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APITextInputComponent,
} from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Modal, PageState } from '../state.ts';
import type { PageView } from './message-view.ts';
import { icon } from './icons.ts';
import { viewMarkdown } from './markdown-view.ts';
import { opened } from './opened.ts';

type Component = APITextInputComponent | APIComponentInLabel;
type Field = { label: string; description: string | undefined; component: Component };

const fieldsOf = (modal: Modal): Field[] =>
  modal.components.flatMap((row): Field[] => {
    if (row.type === ComponentType.Label) {
      return [{ label: row.label, description: row.description, component: row.component }];
    }
    if (row.type !== ComponentType.ActionRow) return [];
    return row.components.map((component) => ({
      label: component.label ?? '',
      description: undefined,
      component,
    }));
  });

const viewTextInput = (input: APITextInputComponent) => {
  const min = input.min_length ?? nothing;
  const max = input.max_length ?? 4000;
  const isRequired = input.required ?? true;
  return input.style === TextInputStyle.Paragraph
    ? html`<textarea
        name=${input.custom_id}
        rows="4"
        placeholder=${input.placeholder ?? ''}
        minlength=${min}
        maxlength=${max}
        ?required=${isRequired}
        .value=${input.value ?? ''}
      ></textarea>`
    : html`<input
        type="text"
        name=${input.custom_id}
        autocomplete="off"
        placeholder=${input.placeholder ?? ''}
        minlength=${min}
        maxlength=${max}
        ?required=${isRequired}
        .value=${input.value ?? ''}
      />`;
};

const viewInput = (component: Component) => {
  if (component.type === ComponentType.TextInput) return viewTextInput(component);
  if (component.type !== ComponentType.StringSelect) return html`<em>This page cannot show this field.</em>`;
  const select = component;
  return html`<select
    name=${select.custom_id}
    ?multiple=${(select.max_values ?? 1) > 1}
    ?required=${select.required ?? true}
    data-values
  >
    ${select.options.map(
      (option) =>
        html`<option value=${option.value} ?selected=${option.default ?? false}>${option.label}</option>`,
    )}
  </select>`;
};

const viewField = ({ label, description, component }: Field) =>
  html`<label class="field"
    ><span>${label}</span
    >${description ? html`<small>${description}</small>` : nothing}${viewInput(component)}</label
  >`;

const viewTexts = (state: PageState, modal: Modal) =>
  modal.components.flatMap((row) =>
    row.type === ComponentType.TextDisplay
      ? [html`<div class="markup">${viewMarkdown(state, row.content)}</div>`]
      : [],
  );

const readForm = (form: HTMLFormElement): Map<string, string | string[]> => {
  const data = new FormData(form);
  const values = new Map<string, string | string[]>();
  for (const element of form.elements) {
    if (element instanceof HTMLSelectElement) {
      values.set(
        element.name,
        [...element.selectedOptions].map(({ value }) => value),
      );
    } else if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      const value = data.get(element.name);
      values.set(element.name, typeof value === 'string' ? value : '');
    }
  }
  return values;
};

export const viewModal = ({ state, actions }: PageView) => {
  const { modal } = state;
  if (!modal) return nothing;
  return keyed(
    modal.id,
    html`<dialog
      class="dialog"
      data-testid="modal"
      aria-labelledby="modal-title"
      ${opened()}
      @close=${actions.closeModal}
    >
      <form
        method="dialog"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          actions.submitModal(readForm(event.currentTarget as HTMLFormElement));
        }}
      >
        <header>
          <h2 id="modal-title">${modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${actions.closeModal}>
            ${icon('close')}
          </button>
        </header>
        <p class="modal-note">This form is sent to ${modal.appName}. Do not share passwords.</p>
        ${viewTexts(state, modal)} ${fieldsOf(modal).map(viewField)}
        <footer>
          <button type="button" class="button secondary" @click=${actions.closeModal}>Cancel</button>
          <button type="submit" class="button primary">Submit</button>
        </footer>
      </form>
    </dialog>`,
  );
};
