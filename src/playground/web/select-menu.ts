import { html, LitElement, nothing } from 'lit';

export type SelectOption = {
  value: string;
  label: string;
  description?: string | undefined;
  emoji?: string | undefined;
  isDefault?: boolean | undefined;
};

/** The event `choose`: what was chosen, in the order of the options. */
export type ChooseEvent = CustomEvent<readonly string[]>;

/** As tall as the list may become (see `.select-list`). */
const LIST_HEIGHT_PX = 260;

let lastId = 0;

/**
 * A select of a message. The library's own opens on a mouse only, so this one is ours: a button that opens a listbox,
 * with arrows, Home, End, letters, Enter, Space and Escape.
 */
class SelectMenu extends LitElement {
  static override properties = {
    options: { attribute: false },
    placeholder: {},
    name: {},
    min: { type: Number },
    max: { type: Number },
    disabled: { type: Boolean },
    isOpen: { state: true },
    active: { state: true },
    chosen: { state: true },
  };
  declare options: readonly SelectOption[];
  declare placeholder: string;
  declare name: string;
  declare min: number;
  declare max: number;
  declare disabled: boolean;
  declare isOpen: boolean;
  declare active: number;
  declare chosen: ReadonlySet<string>;
  readonly #id = `select-${++lastId}`;

  constructor() {
    super();
    this.options = [];
    this.placeholder = '';
    this.name = '';
    this.min = 1;
    this.max = 1;
    this.disabled = false;
    this.isOpen = false;
    this.active = 0;
    this.chosen = new Set();
  }

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.chosen = new Set(this.options.filter(({ isDefault }) => isDefault).map(({ value }) => value));
    this.addEventListener('focusout', this.#leave);
  }

  override disconnectedCallback() {
    this.removeEventListener('focusout', this.#leave);
    super.disconnectedCallback();
  }

  readonly #leave = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.#close();
  };

  #open() {
    if (this.disabled) return;
    this.isOpen = true;
    this.toggleAttribute('data-upward', this.#hasMoreRoomAbove());
    this.active = Math.max(
      0,
      this.options.findIndex(({ value }) => this.chosen.has(value)),
    );
  }

  #hasMoreRoomAbove(): boolean {
    const box = this.getBoundingClientRect();
    const frame = this.closest('#scroll')?.getBoundingClientRect();
    if (!frame) return false;
    const below = frame.bottom - box.bottom;
    return below < LIST_HEIGHT_PX && box.top - frame.top > below;
  }

  /** A select of several sends when it closes, as Discord does. */
  #close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.max > 1 && this.chosen.size >= this.min) this.#send();
  }

  #send() {
    const values = this.options.filter(({ value }) => this.chosen.has(value)).map(({ value }) => value);
    this.dispatchEvent(new CustomEvent('choose', { detail: values }) satisfies ChooseEvent);
  }

  #choose(option: SelectOption | undefined) {
    if (!option) return;
    if (this.max === 1) {
      this.chosen = new Set([option.value]);
      this.isOpen = false;
      this.#send();
      return;
    }
    const next = new Set(this.chosen);
    if (!next.delete(option.value) && next.size < this.max) next.add(option.value);
    this.chosen = next;
  }

  #move(to: number) {
    this.active = Math.max(0, Math.min(this.options.length - 1, to));
    void this.updateComplete.then(() =>
      this.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  #jumpTo(letter: string) {
    const index = this.options.findIndex(({ label }) => label.toLowerCase().startsWith(letter.toLowerCase()));
    if (index !== -1) this.#move(index);
  }

  #key(event: KeyboardEvent) {
    if (!this.isOpen) {
      if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
      this.#open();
      event.preventDefault();
      return;
    }
    const acts: Partial<Record<string, () => void>> = {
      ArrowDown: () => {
        this.#move(this.active + 1);
      },
      ArrowUp: () => {
        this.#move(this.active - 1);
      },
      Home: () => {
        this.#move(0);
      },
      End: () => {
        this.#move(this.options.length - 1);
      },
      Enter: () => {
        this.#choose(this.options[this.active]);
      },
      ' ': () => {
        this.#choose(this.options[this.active]);
      },
      Escape: () => {
        this.#close();
      },
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key.length === 1) this.#jumpTo(event.key);
  }

  #option(option: SelectOption, index: number) {
    const isChosen = this.chosen.has(option.value);
    return html`<li
      role="option"
      id="${this.#id}-${index}"
      aria-selected=${isChosen}
      ?data-active=${index === this.active}
      @pointerdown=${(event: Event) => {
        event.preventDefault();
      }}
      @click=${() => {
        this.#choose(option);
      }}
    >
      ${option.emoji ? html`<span class="select-emoji">${option.emoji}</span>` : nothing}
      <span class="select-text"
        >${option.label}${option.description ? html`<small>${option.description}</small>` : nothing}</span
      >
      ${isChosen ? html`<span aria-hidden="true">✓</span>` : nothing}
    </li>`;
  }

  protected override render() {
    const labels = this.options.filter(({ value }) => this.chosen.has(value)).map(({ label }) => label);
    const shown = labels.length > 0 ? labels.join(', ') : this.placeholder || 'Make a selection';
    return html`<button
        type="button"
        class="select-button"
        role="combobox"
        aria-haspopup="listbox"
        aria-label=${this.name || this.placeholder || 'Select'}
        aria-expanded=${this.isOpen}
        aria-controls="${this.#id}-list"
        aria-activedescendant=${this.isOpen ? `${this.#id}-${this.active}` : nothing}
        ?disabled=${this.disabled}
        @click=${() => {
          if (this.isOpen) this.#close();
          else this.#open();
        }}
        @keydown=${(event: KeyboardEvent) => {
          this.#key(event);
        }}
      >
        <span class=${labels.length > 0 ? '' : 'select-placeholder'}>${shown}</span
        ><span aria-hidden="true">▾</span>
      </button>
      <ul
        role="listbox"
        id="${this.#id}-list"
        class="select-list"
        aria-label=${this.name || this.placeholder || 'Options'}
        aria-multiselectable=${this.max > 1}
        ?hidden=${!this.isOpen}
      >
        ${this.options.map((option, index) => this.#option(option, index))}
      </ul>`;
  }
}

export const defineSelectMenu = () => {
  customElements.define('select-menu', SelectMenu);
};
