import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { Menu } from '../state.ts';
import { icon } from './icons.ts';
import type { PageView } from './message-view.ts';

const MENU_WIDTH = 220;
const MENU_MARGIN = 8;

/** Puts the menu where it was asked for, inside the window, and gives it the keyboard. */
const place = (menu: Menu) => (element: Element | undefined) => {
  if (!(element instanceof HTMLElement)) return;
  queueMicrotask(() => {
    const left = Math.min(menu.x, innerWidth - MENU_WIDTH - MENU_MARGIN);
    const top = Math.min(menu.y, innerHeight - element.offsetHeight - MENU_MARGIN);
    element.style.left = `${Math.max(MENU_MARGIN, left)}px`;
    element.style.top = `${Math.max(MENU_MARGIN, top)}px`;
    element.querySelector('button')?.focus();
  });
};

const moveFocus = (event: KeyboardEvent) => {
  const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const index = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((index + step) % buttons.length)?.focus();
};

export const viewMenu = ({ state, actions }: PageView) => {
  const { menu } = state;
  if (!menu) return nothing;
  const items = menu.items.map(
    (item) =>
      html`<button
        type="button"
        role="menuitem"
        @click=${() => {
          actions.closeMenu();
          item.run();
        }}
      >
        <span>${item.label}</span>${item.note ? html`<small>${item.note}</small>` : nothing}
      </button>`,
  );
  return keyed(
    menu,
    html`<div class="menu-shade" @pointerdown=${actions.closeMenu}></div>
      <div
        class="menu ${menu.layout}"
        role="menu"
        aria-label=${menu.label}
        ${ref(place(menu))}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape' || event.key === 'Tab') actions.closeMenu();
          else moveFocus(event);
        }}
      >
        ${items}
      </div>`,
  );
};

export const viewToasts = ({ state, actions }: PageView) =>
  html`<div class="toasts" role="region" aria-label="Notifications" aria-live="assertive">
    ${state.toasts.map(
      ({ id, text }) =>
        html`<div class="toast" data-testid="toast">
          <span>${text}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss notification"
            @click=${() => {
              actions.dismissToast(id);
            }}
          >
            ${icon('close')}
          </button>
        </div>`,
    )}
  </div>`;

export const viewConnection = ({ state }: PageView) => {
  switch (state.status.kind) {
    case 'ready':
      return nothing;
    case 'connecting':
      return html`<p class="connection" role="status">Connecting…</p>`;
    case 'reconnecting':
      return html`<p class="connection is-lost" role="status" data-testid="reconnecting">
        Reconnecting… the playground does not answer. Is it still running?
      </p>`;
    case 'refused':
      return html`<p class="connection is-lost" role="alert">
        The playground has been restarted. <a href="">Reload the page</a> to come in again.
      </p>`;
  }
};
