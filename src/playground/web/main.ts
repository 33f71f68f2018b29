import { ChannelType, type APIApplicationCommand } from 'discord-api-types/v10';
import { html, render } from 'lit';
import { createActions } from './actions.ts';
import { createComposer } from './composer/composer.ts';
import { applyDispatch, type Effects } from './dispatches.ts';
import { connectGateway, type Gateway } from './gateway.ts';
import { defineLiveTime } from './live-time.ts';
import { createRest, type Rest } from './rest.ts';
import { createScrolling } from './scrolling.ts';
import { defineSelectMenu } from './select-menu.ts';
import { initialState, type Fan, type PageState, type Theme } from './state.ts';
import { viewPage } from './views/page-view.ts';
import { createVoice } from './voice/voice.ts';

type Demo = { fans: Fan[]; applicationId: string };

const readDemo = async (): Promise<Demo> => {
  const response = await fetch('/playground/fans');
  if (!response.ok) throw new Error(`/playground/fans answered ${response.status}.`);
  const body = (await response.json()) as { fans: Fan[]; application: { id: string } };
  return { fans: body.fans, applicationId: body.application.id };
};

const chooseFan = (fans: readonly Fan[]): Fan | undefined => {
  const wanted = new URLSearchParams(location.search).get('fan')?.toLowerCase();
  return fans.find(({ user }) => user.id === wanted || user.username.toLowerCase() === wanted) ?? fans[0];
};

const chooseTheme = (): Theme => {
  const kept = localStorage.getItem('theme');
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
};

/** The gateway may call itself `localhost` while the address bar says `127.0.0.1`: the page stays with its own host. */
const gatewayUrl = async (rest: Rest): Promise<string> => {
  const { url } = (await rest.request('GET', '/gateway')) as { url: string };
  const { pathname } = new URL(url);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${location.host}${pathname}?v=10&encoding=json`;
};

const loadCommands = async (state: PageState, rest: Rest): Promise<void> => {
  if (!state.guild) return;
  const answer = await rest.request('GET', `/guilds/${state.guild.id}/application-command-index`);
  state.commands = (answer as { application_commands: APIApplicationCommand[] }).application_commands;
};

/** Registration may come after the page: the palette asks again while it is empty, and when the window gets the focus. */
const COMMANDS_AGAIN_MS = 2_000;
/** How often the panel says which tone it hears, for those who test it. */
const MEASURE_MS = 500;

const startPage = (root: HTMLElement, demo: Demo, fan: Fan) => {
  const state = initialState({ ...demo, fan, theme: chooseTheme() });
  const rest = createRest(fan.token);
  const scrolling = createScrolling();
  let gateway: Gateway | undefined;
  let isScheduled = false;

  const changed = () => {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      render(viewPage({ state, actions, composer }), root);
      scrolling.rendered(state.channelId);
      document.querySelector('.palette [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    });
  };
  const voice = createVoice({ state, changed });
  const { follow } = scrolling;
  const actions = createActions({ state, rest, gateway: () => gateway, changed, follow, voice });
  const composer = createComposer({ state, rest, actions });

  const refreshCommands = () => {
    loadCommands(state, rest)
      .then(changed)
      .catch((error: unknown) => {
        actions.toast(
          `Commands were not loaded: ${error instanceof Error ? error.message : 'unknown error'}`,
        );
      });
  };

  const effects: Effects = {
    worldChanged: () => {
      refreshCommands();
      const text = [...state.channels.values()]
        .filter(({ type }) => type === ChannelType.GuildText)
        .sort((left, right) => (left.position ?? 0) - (right.position ?? 0));
      const open = state.channels.has(state.channelId ?? '') ? state.channelId : text[0]?.id;
      if (open !== undefined) actions.openChannel(open);
    },
    interactionFailed: (nonce) => {
      if (!composer.autocompleteFailed(nonce)) actions.interactionFailed(nonce);
    },
    autocompleted: composer.autocompleted,
  };

  document.documentElement.dataset['theme'] = state.theme;
  document.documentElement.lang = fan.locale;
  document.title = `${fan.user.global_name ?? fan.user.username} · Sonagi playground`;
  addEventListener('focus', refreshCommands);
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && state.isDrawerOpen) actions.toggleDrawer(false);
  });
  setInterval(() => {
    if (state.commands.length === 0 && state.status.kind === 'ready') refreshCommands();
    else changed();
  }, COMMANDS_AGAIN_MS);
  setInterval(() => {
    const panel = document.querySelector<HTMLElement>('#voice-panel');
    if (panel) panel.dataset['dominantHz'] = voice.dominantHz().toFixed(1);
  }, MEASURE_MS);
  changed();

  gatewayUrl(rest)
    .then((url) => {
      gateway = connectGateway({
        url,
        token: fan.token,
        onStatus: (status) => {
          state.status = status;
          changed();
        },
        onDispatch: (dispatch) => {
          applyDispatch(state, dispatch, effects, Date.now());
          voice.dispatched(dispatch);
          changed();
        },
      });
    })
    .catch(() => {
      state.status = { kind: 'refused' };
      changed();
    });
};

const start = async (root: HTMLElement) => {
  defineLiveTime();
  defineSelectMenu();
  const demo = await readDemo();
  const fan = chooseFan(demo.fans);
  if (!fan) throw new Error('There are no demo fans.');
  startPage(root, demo, fan);
};

const root = document.querySelector<HTMLElement>('#app');
if (root) {
  start(root).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown error';
    render(
      html`<p class="connection is-lost" role="alert">The playground did not start: ${reason}</p>`,
      root,
    );
  });
}
