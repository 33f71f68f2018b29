import { PermissionsBitField } from 'discord.js';
import type { Interaction } from 'discord.js';
import { expect } from 'vitest';
import type { Command, OptionValue } from '../../src/discord/command.ts';
import type { Context } from '../../src/discord/context.ts';
import { createRegistry } from '../../src/discord/registry.ts';
import type { Reply, View } from '../../src/discord/replies.ts';
import { routeName } from '../../src/discord/routes.ts';
import { en } from '../../src/i18n/en.ts';
import { expectWithinLimits } from './limits.ts';

export interface Who {
  readonly userId?: string;
  readonly guildId?: string | null;
  readonly at?: number;
  /** May manage the server. */
  readonly isModerator?: boolean;
}

export const contextOf = ({
  userId = 'fan',
  guildId = 'guild',
  at = 0,
  isModerator = false,
}: Who = {}): Context => ({
  interaction: {
    appPermissions: new PermissionsBitField('Administrator'),
    ...(isModerator && { memberPermissions: new PermissionsBitField('ManageGuild') }),
  } as unknown as Interaction,
  userId,
  userName: userId,
  guildId,
  channelId: guildId === null ? null : 'channel',
  at,
  text: en,
  guildText: en,
});

interface Part {
  readonly custom_id?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** Everything with an id on a message. */
export const partsOf = (view: View): readonly Part[] =>
  (view.components ?? []).flatMap((row) => (row as unknown as { components: readonly Part[] }).components);

export const viewOf = (reply: Reply): View => {
  if (!('view' in reply)) throw new Error(`no message but ${reply.kind}`);
  return reply.view;
};

/** All text of a message that a fan reads. */
export const readable = ({ content = '', embeds = [] }: View): string =>
  [
    content,
    ...embeds.flatMap(({ title, description, fields = [], footer }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
      footer?.text,
    ]),
  ]
    .filter((part) => part !== undefined)
    .join('\n');

/** Runs commands as the dispatcher would, and holds every message to Discord's limits on the way. */
export const createHands = (commands: readonly Command[]) => {
  const registry = createRegistry(commands, []);
  const checked = (reply: Reply): Reply => {
    if ('view' in reply) expectWithinLimits(reply.view);
    return reply;
  };
  const handlerOf = (path: string) => {
    const handler = registry.commands.get(path.split(' ')[0] ?? '')?.handlers[path];
    if (handler === undefined) throw new Error(`no command ${path}`);
    return handler;
  };

  const component = async (
    customId: string,
    who: Who,
    more: { readonly values?: readonly string[]; readonly fields?: Readonly<Record<string, string>> } = {},
  ): Promise<Reply> => {
    const found = registry.components.get(routeName(customId));
    const params = found?.route.decode(customId);
    if (found === undefined || params === undefined) throw new Error(`no component ${customId}`);
    const context = contextOf(who);
    for (const guard of found.guards ?? []) guard(context);
    const input = { params: params as never, values: more.values ?? [], fields: more.fields ?? {} };
    return checked(await found.run(context, input));
  };

  return {
    run: async (path: string, options: Record<string, OptionValue> = {}, who: Who = {}): Promise<Reply> => {
      const context = contextOf(who);
      const handler = handlerOf(path);
      for (const guard of handler.guards ?? []) guard(context);
      return checked(await handler.run(context, options));
    },
    complete: async (path: string, option: string, typed: string, who: Who = {}) => {
      const suggest = handlerOf(path).complete?.[option];
      return (await suggest?.(contextOf(who), typed)) ?? [];
    },
    component,
    /** Presses the button with this label on a message. */
    press: (reply: Reply, label: string, who: Who = {}): Promise<Reply> => {
      const button = partsOf(viewOf(reply)).find((part) => part.label === label);
      expect(button, `a button "${label}"`).toBeDefined();
      expect(button?.disabled ?? false, `"${label}" can be pressed`).toBe(false);
      return component(button?.custom_id ?? '', who);
    },
  };
};
