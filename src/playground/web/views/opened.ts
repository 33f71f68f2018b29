import { ref } from 'lit/directives/ref.js';

const showModal = (element: Element | undefined) => {
  if (element instanceof HTMLDialogElement && !element.open) {
    // The element is in the document only after the template is.
    queueMicrotask(() => {
      if (!element.isConnected || element.open) return;
      element.showModal();
      // Otherwise the first button, which closes, would have the keyboard.
      element.querySelector<HTMLElement>('input, textarea, select')?.focus();
    });
  }
};

/** Opens a `<dialog>` as a modal one as soon as it stands in the page. */
export const opened = () => ref(showModal);
