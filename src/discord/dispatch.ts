import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
  RepliableInteraction,
} from 'discord.js';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from '../core/errors.ts';
import { errorView } from '../views/errors.ts';
import type { Choice, Component, ComponentInput, Defer, Guard } from './command.ts';
import { createContext } from './context.ts';
import type { Context, ServerLocale, Texts } from './context.ts';
import type { Log } from '../core/log.ts';
import type { InteractionReport } from '../core/telemetry.ts';
import { givenOptions, leafOptions } from './given-options.ts';
import type { TakeTurn } from './rate-limit.ts';
import type { Registry } from './registry.ts';
import { whisper } from './replies.ts';
import type { Reply } from './replies.ts';
import { routeName } from './routes.ts';
import { defer, send } from './send.ts';

const maxChoices = 25;
const maxChoiceLength = 100;

/** What one interaction came to, for its log line. */
type Outcome = InteractionReport['outcome'];

interface Job {
  /** The command's path or the component's route. */
  readonly name: string;
  readonly guards: readonly Guard[];
  readonly defer: Defer;
  readonly run: (context: Context) => Reply | Promise<Reply>;
}

/** What an interaction asks for: the command's path or the component's route, and where. */
export interface Work {
  readonly name: string;
  readonly guildId: string | null;
}

export interface DispatchDeps {
  readonly registry: Registry;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly takeTurn: TakeTurn;
  readonly log: Log;
  readonly newErrorId: () => string;
  /** Whether this work is not begun any more, because the bot is about to stop. Default: all is. */
  readonly isRefused?: ((work: Work) => boolean) | undefined;
  /** Told what each interaction came to, when it is over. */
  readonly observe?: ((report: InteractionReport) => void) | undefined;
}

/** What members send may name anything; only names of ours are counted under their own. */
const reportOf = (
  interaction: Interaction,
  { commands, contextMenus, components }: Registry,
  name: string,
): Pick<InteractionReport, 'kind' | 'name'> => {
  if (interaction.isMessageComponent() || interaction.isModalSubmit())
    return { kind: 'component', name: components.has(name) ? name : 'unknown' };
  const command = interaction.isCommand() || interaction.isAutocomplete() ? interaction.commandName : '';
  const isOurs = commands.get(command)?.handlers[name] !== undefined || contextMenus.has(name);
  return {
    kind: interaction.isAutocomplete() ? 'autocomplete' : 'command',
    name: isOurs ? name : 'unknown',
  };
};

const commandPath = (interaction: ChatInputCommandInteraction | AutocompleteInteraction): string =>
  [
    interaction.commandName,
    interaction.options.getSubcommandGroup(false),
    interaction.options.getSubcommand(false),
  ]
    .filter((part) => part !== null)
    .join(' ');

const expiredJob = (name: string): Job => ({
  name,
  guards: [],
  defer: 'none',
  run: () => {
    throw new UserError('expired', {});
  },
});

const componentInput = (
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  params: ComponentInput<never>['params'],
): ComponentInput<never> => ({
  params,
  values: interaction.isAnySelectMenu() ? interaction.values : [],
  fields: interaction.isModalSubmit()
    ? Object.fromEntries(
        interaction.fields.fields.map((field, id) => [
          id,
          'value' in field && typeof field.value === 'string' ? field.value : '',
        ]),
      )
    : {},
});

/** A forged id may sit on anything: a select of ours on a button comes without a choice. */
const isKind = (
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  kind: Component['kind'],
): boolean => {
  if (interaction.isModalSubmit()) return kind === 'modal';
  return kind === (interaction.isAnySelectMenu() ? 'select' : 'button');
};

const componentJob = (
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  components: ReadonlyMap<string, Component>,
): Job => {
  const name = routeName(interaction.customId);
  const component = components.get(name);
  const params = component?.route.decode(interaction.customId);
  if (component === undefined || params === undefined || !isKind(interaction, component.kind))
    return expiredJob(name);
  return {
    name,
    guards: component.guards ?? [],
    defer: component.defer,
    run: (context) => component.run(context, componentInput(interaction, params as never)),
  };
};

/** The work an interaction asks for; `undefined` when nothing of ours has that name. */
const jobOf = (interaction: RepliableInteraction, registry: Registry): Job | undefined => {
  if (interaction.isChatInputCommand()) {
    const name = commandPath(interaction);
    const command = registry.commands.get(interaction.commandName);
    const handler = command?.handlers[name];
    if (command === undefined || handler === undefined) return undefined;
    return {
      name,
      guards: handler.guards ?? [],
      defer: handler.defer,
      run: (context) => handler.run(context, givenOptions(interaction, command.data, name)),
    };
  }
  if (interaction.isMessageContextMenuCommand() || interaction.isUserContextMenuCommand()) {
    const menu = registry.contextMenus.get(interaction.commandName);
    if (menu === undefined) return undefined;
    const target = interaction.isMessageContextMenuCommand()
      ? interaction.targetMessage
      : interaction.targetUser;
    return {
      name: menu.data.name,
      guards: menu.guards ?? [],
      defer: menu.defer,
      run: (context) => menu.run(context, target),
    };
  }
  if (interaction.isMessageComponent() || interaction.isModalSubmit()) {
    return componentJob(interaction, registry.components);
  }
  return undefined;
};

/** Discord took back the interaction (too late, or answered already): nothing can be said to the member any more. */
const isGone = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownInteraction ||
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged);

/** Longer than any title: matching it would only cost time. */
const maxTypedLength = 200;

/** What a member is typing; a client that says so of no option, or of one that is no text, gets no suggestions. */
const focusedOf = (interaction: AutocompleteInteraction): { name: string; typed: string } | undefined => {
  const focused = leafOptions(interaction.options.data).find((option) => option.focused === true);
  if (typeof focused?.value !== 'string') return undefined;
  return { name: focused.name, typed: focused.value.slice(0, maxTypedLength) };
};

/** Cuts suggestions to what Discord takes; a choice without a name or twice the same one would be refused whole. */
const fitChoices = (choices: readonly Choice[]): Choice[] =>
  choices
    .filter(({ name, value }) => name !== '' && value !== '' && value.length <= maxChoiceLength)
    .slice(0, maxChoices)
    .map((choice) => ({ ...choice, name: choice.name.slice(0, maxChoiceLength) }));

/** Handles every interaction: one place that limits, guards, defers, answers, catches and logs. Never rejects. */
export const createDispatch = (deps: DispatchDeps) => {
  const { registry, texts, serverLocale, takeTurn, log, newErrorId, observe } = deps;
  const isRefused = deps.isRefused ?? (() => false);

  const logLine = (
    interaction: Interaction,
    name: string,
    startedAt: number,
    outcome: Outcome,
    more = {},
  ): void => {
    const ms = performance.now() - startedAt;
    const isComponent = interaction.isMessageComponent() || interaction.isModalSubmit();
    const what = isComponent ? { command: null, route: name } : { command: name, route: null };
    const { guildId } = interaction;
    log.info({ ...what, guildId, ms: Math.round(ms), outcome, ...more }, 'interaction');
    observe?.({ ...reportOf(interaction, registry, name), outcome, ms });
  };

  const answerError = async (
    interaction: RepliableInteraction,
    context: Context,
    error: unknown,
    how: Defer,
  ) => {
    if (isGone(error)) return { outcome: 'unanswerable' as const };
    const userError = error instanceof UserError ? (error as UserError) : undefined;
    const bug = { errorId: newErrorId() };
    if (userError === undefined) log.error({ err: error, ...bug }, 'interaction failed');
    try {
      await send(interaction, whisper(errorView(context.text, userError ?? bug)), how);
    } catch (sendingError) {
      log.warn({ err: sendingError, ...bug }, 'the error could not be told');
      return { outcome: 'unanswerable' as const, ...bug };
    }
    if (userError === undefined) return { outcome: 'failed' as const, ...bug };
    const outcome = userError.code === 'expired' ? ('expired' as const) : ('refused' as const);
    return { outcome, reason: userError.code };
  };

  const perform = async (interaction: RepliableInteraction): Promise<void> => {
    const startedAt = performance.now();
    const context = createContext(interaction, texts, serverLocale);
    const job =
      jobOf(interaction, registry) ?? expiredJob(interaction.isCommand() ? interaction.commandName : '?');
    try {
      if (isRefused({ name: job.name, guildId: interaction.guildId })) throw new UserError('restarting', {});
      await takeTurn(interaction.user.id);
      for (const guard of job.guards) guard(context);
      await defer(interaction, job.defer);
      await send(interaction, await job.run(context), job.defer);
      logLine(interaction, job.name, startedAt, 'ok');
    } catch (error) {
      const { outcome, ...more } = await answerError(interaction, context, error, job.defer);
      logLine(interaction, job.name, startedAt, outcome, more);
    }
  };

  const complete = async (interaction: AutocompleteInteraction): Promise<void> => {
    const startedAt = performance.now();
    const name = commandPath(interaction);
    const focused = focusedOf(interaction);
    const handler = registry.commands.get(interaction.commandName)?.handlers[name];
    const complete = handler?.complete ?? {};
    const suggest = focused && Object.hasOwn(complete, focused.name) ? complete[focused.name] : undefined;
    try {
      const context = createContext(interaction, texts, serverLocale);
      const choices = (await suggest?.(context, focused?.typed ?? '')) ?? [];
      await interaction.respond(fitChoices(choices));
      logLine(interaction, name, startedAt, 'ok', { option: focused?.name });
    } catch (error) {
      if (!isGone(error)) {
        log.error({ err: error, errorId: newErrorId() }, 'autocomplete failed');
        if (!interaction.responded) await interaction.respond([]).catch(() => undefined);
      }
      logLine(interaction, name, startedAt, isGone(error) ? 'unanswerable' : 'failed', {
        option: focused?.name,
      });
    }
  };

  return (interaction: Interaction): Promise<void> =>
    interaction.isAutocomplete() ? complete(interaction) : perform(interaction);
};
