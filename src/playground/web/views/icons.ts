import { html, svg, type SVGTemplateResult } from 'lit';

/** The page's own signs, drawn here: emoji would look different, or be missing, from machine to machine. */
const shapes = {
  hash: svg`<path d="M9 4 7 20M17 4l-2 16M4 9h16M3 15h16" />`,
  speaker: svg`<path d="M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11" />`,
  silent: svg`<path d="M4 10v4h4l5 4V6L8 10zM16 9.5l5 5M21 9.5l-5 5" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  unlock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 7.5-2" />`,
  hang: svg`<path d="M3 14c5-5 13-5 18 0l-2.5 3-4-1.5v-3a10 10 0 0 0-5 0v3l-4 1.5z" />`,
  stage: svg`<circle cx="12" cy="12" r="2.5" /><path d="M7.5 16a6 6 0 0 1 0-8M16.5 8a6 6 0 0 1 0 8M4.5 19a10 10 0 0 1 0-14M19.5 5a10 10 0 0 1 0 14" />`,
  thread: svg`<path d="M4 6h16M4 12h10M8 18h8" />`,
  at: svg`<circle cx="12" cy="12" r="4" /><path d="M16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-4 7.5" />`,
  megaphone: svg`<path d="M4 10v4l12 5V5zM20 10v4M7 15v4h3" />`,
  calendar: svg`<rect x="4" y="5" width="16" height="15" rx="2" /><path d="M4 10h16M8 3v4M16 3v4" />`,
  chat: svg`<path d="M4 5h16v11H10l-4 4v-4H4z" />`,
  people: svg`<circle cx="9" cy="8" r="3.5" /><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8" />`,
  sun: svg`<circle cx="12" cy="12" r="4" /><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2" />`,
  moon: svg`<path d="M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z" />`,
  menu: svg`<path d="M4 6h16M4 12h16M4 18h16" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  send: svg`<path d="M4 12 20 4l-5 16-4-6z" />`,
  smile: svg`<circle cx="12" cy="12" r="9" /><path d="M8 14a4.5 4.5 0 0 0 8 0M9 9v.5M15 9v.5" />`,
  reply: svg`<path d="m10 6-6 5 6 5M4 11h9a6 6 0 0 1 6 6v1" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`,
  eye: svg`<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7z" /><circle cx="12" cy="12" r="3" />`,
  bell: svg`<path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4" />`,
  check: svg`<path d="m5 12 5 5 9-10" />`,
  clip: svg`<path d="m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4L15 7" />`,
  picture: svg`<rect x="3" y="5" width="18" height="14" rx="2" /><path d="m3 16 5-5 5 5 3-3 5 5" /><circle cx="16" cy="9" r="1" />`,
  launch: svg`<path d="M8 5H5v14h14v-3M12 4h8v8M20 4l-9 9" />`,
  warning: svg`<path d="M12 4 2.5 20h19zM12 10v4M12 17v.01" />`,
  rain: svg`<path d="M12 3v2M3 13a9 9 0 0 1 18 0zM12 13v6a2 2 0 0 0 4 0M6 3l-1 2M19 3l-1 2" />`,
  slash: svg`<rect x="3" y="3" width="18" height="18" rx="4" /><path d="m14.5 7-5 10" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

export const icon = (name: IconName) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
