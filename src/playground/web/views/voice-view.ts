import { html, nothing } from 'lit';
import { channelName, type VoicePanel } from '../state.ts';
import { voiceLabels, type VoiceLabels } from '../voice/voice-labels.ts';
import { icon } from './icons.ts';
import type { PageView } from './message-view.ts';

const groups = (code: string): string => code.match(/.{1,5}/g)?.join(' ') ?? '';

const viewPrivacy = ({ privacy: { epoch, code }, plain }: VoicePanel, labels: VoiceLabels) =>
  epoch === 0 || plain.size > 0
    ? html`<p
        class="privacy"
        data-testid="voice-privacy"
        data-encrypted="false"
        title=${epoch === 0 ? labels.aloneTitle : labels.plainTitle}
      >
        ${icon('unlock')} ${labels.plain}
      </p>`
    : html`<details
        class="privacy is-encrypted"
        data-testid="voice-privacy"
        data-encrypted="true"
        data-epoch=${epoch}
      >
        <summary title=${labels.encryptedTitle}>${icon('lock')} ${labels.encrypted}</summary>
        <p>${labels.encryptedTitle}</p>
        <dl>
          <dt>${labels.code}</dt>
          <dd>${groups(code)}</dd>
        </dl>
        <small>${labels.epoch(epoch)}</small>
      </details>`;

const viewSound = ({ actions }: PageView, { volume, isMuted }: VoicePanel, labels: VoiceLabels) =>
  html`<div class="sound">
    <button
      type="button"
      class="icon-button"
      aria-pressed=${isMuted}
      aria-label=${isMuted ? labels.unmute : labels.mute}
      title=${isMuted ? labels.unmute : labels.mute}
      @click=${() => {
        actions.muteVoice(!isMuted);
      }}
    >
      ${icon(isMuted ? 'silent' : 'speaker')}
    </button>
    <input
      type="range"
      min="0"
      max="100"
      step="5"
      aria-label=${labels.volume}
      .value=${String(isMuted ? 0 : Math.round(volume * 100))}
      @input=${(event: Event) => {
        actions.setVolume(Number((event.target as HTMLInputElement).value) / 100);
      }}
    />
  </div>`;

/** What this tab hears, and who could listen in: nobody but the people in the channel. */
export const viewVoicePanel = (view: PageView) => {
  const { state, actions } = view;
  const panel = state.voice;
  if (!panel) return nothing;
  const labels = voiceLabels(state.fan.locale);
  const channel = state.channels.get(panel.channelId);
  return html`<section
    class="voice-panel"
    id="voice-panel"
    data-testid="voice-panel"
    data-status=${panel.status}
    aria-label=${labels.region}
  >
    <header>
      <p role="status" class="voice-state is-${panel.status}">${labels.status[panel.status]}</p>
      <p class="voice-place">${channel ? channelName(state, channel) : ''}</p>
      <button
        type="button"
        class="icon-button"
        aria-label=${labels.leave}
        title=${labels.leave}
        @click=${() => {
          actions.joinVoice(null);
        }}
      >
        ${icon('hang')}
      </button>
    </header>
    ${panel.problem ? html`<p role="alert" class="voice-problem">${labels.problem[panel.problem]}</p>` : nothing}
    ${panel.status === 'connected' ? viewPrivacy(panel, labels) : nothing} ${viewSound(view, panel, labels)}
  </section>`;
};
