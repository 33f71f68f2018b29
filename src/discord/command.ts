import type {
  APIApplicationCommandOptionChoice,
  Attachment,
  Message,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  User,
} from 'discord.js';
import type { z } from 'zod';
import type { Context } from './context.ts';
import type { CommandData, CompletedAt, Path, ValuesAt } from './options.ts';
import type { Reply } from './replies.ts';
import type { Params, Route } from './routes.ts';

/** Runs before anything else; throws UserError to turn a member away. */
export type Guard = (context: Context) => void;

/**
 * How the dispatcher buys time. `none`: the handler answers within Discord's 3 seconds; otherwise the dispatcher
 * defers at once, so that `run` has 15 minutes.
 */
export type Defer = 'none' | 'ephemeral' | 'public';

export type Choice = APIApplicationCommandOptionChoice<string>;

/** Suggests values for what a member has typed so far. The edge cuts them to 25 choices of 100 characters. */
export type Complete = (context: Context, typed: string) => readonly Choice[] | Promise<readonly Choice[]>;

interface Handling {
  readonly guards?: readonly Guard[];
  readonly defer: Defer;
}

interface Handler<Values, Completed extends string> extends Handling {
  readonly run: (context: Context, options: Values) => Reply | Promise<Reply>;
  readonly complete?: Readonly<Record<Completed, Complete>>;
}

/** A handler whose options must be completed has `complete`; one without autocomplete must not. */
type HandlerAt<D extends CommandData, P extends Path<D>> = [CompletedAt<D, P>] extends [never]
  ? Omit<Handler<ValuesAt<D, P>, never>, 'complete'>
  : Handler<ValuesAt<D, P>, CompletedAt<D, P>> & { readonly complete: object };

/** A button or select (`values` holds what was picked), or a submitted modal (`fields` holds what was typed). */
export interface ComponentInput<P> {
  readonly params: P;
  readonly values: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

export interface Component extends Handling {
  readonly route: Route;
  readonly kind: 'button' | 'select' | 'modal';
  readonly run: (context: Context, input: ComponentInput<never>) => Reply | Promise<Reply>;
}

type Fields = Readonly<Record<string, z.ZodType<string | number>>>;
type ComponentSpec<F extends Fields> = Partial<Handling> & {
  readonly run: (context: Context, input: ComponentInput<Params<F>>) => Reply | Promise<Reply>;
};

const defineComponent =
  (kind: Component['kind']) =>
  <F extends Fields>(route: Route<F>, spec: ComponentSpec<F>): Component => ({
    defer: 'none',
    ...spec,
    kind,
    route: route,
    run: spec.run,
  });

export const button = defineComponent('button');
export const select = defineComponent('select');
export const modal = defineComponent('modal');

/** A slash command with its types worn off, as the dispatcher and the registration hold it. */
export interface Command {
  readonly data: CommandData;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  readonly components: readonly Component[];
}

export type OptionValue = string | number | boolean | User | Attachment | object;

export interface AnyHandler extends Handling {
  readonly run: (
    context: Context,
    options: Readonly<Record<string, OptionValue | undefined>>,
  ) => Reply | Promise<Reply>;
  readonly complete?: Readonly<Record<string, Complete>>;
}

/**
 * Ties a command's data to its handlers, one for each path a member can run ("ost song"); option types come from the
 * data, so a renamed option or a forgotten subcommand does not compile.
 */
export const defineCommand = <const D extends CommandData>(
  data: D,
  spec: {
    readonly handlers: { readonly [P in Path<D>]: HandlerAt<D, P> };
    readonly components?: readonly Component[];
  },
): Command => ({
  data,
  handlers: spec.handlers as unknown as Command['handlers'],
  components: spec.components ?? [],
});

/** An entry of the "Apps" menu on a message or on a member. */
export interface ContextMenu extends Handling {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  readonly run: (context: Context, target: Message | User) => Reply | Promise<Reply>;
  readonly components?: readonly Component[];
}
