import { html, LitElement } from 'lit';
import { stampText } from './dates.ts';

/** `<t:…>` of Discord's markdown: a time in the reader's language; "in 20 seconds" counts down by itself. */
class LiveTime extends LitElement {
  static override properties = { seconds: { type: Number }, look: {}, locale: {} };
  declare seconds: number;
  declare look: string;
  declare locale: string;
  #ticking: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.look !== 'R') return;
    this.#ticking = setInterval(() => {
      this.requestUpdate();
    }, 1000);
  }

  override disconnectedCallback() {
    clearInterval(this.#ticking);
    super.disconnectedCallback();
  }

  protected override render() {
    const atMs = this.seconds * 1000;
    if (Math.abs(atMs) > 8.64e15) return html`<time>Invalid date</time>`;
    const full = stampText(atMs, 'F', Date.now(), this.locale);
    return html`<time class="stamp" datetime=${new Date(atMs).toISOString()} title=${full}
      >${stampText(atMs, this.look, Date.now(), this.locale)}</time
    >`;
  }
}

export const defineLiveTime = () => {
  customElements.define('live-time', LiveTime);
};
