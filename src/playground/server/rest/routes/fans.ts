import { InteractionType } from 'discord-api-types/v10';
import { z } from 'zod/mini';
import { discordErrors, invalidForm } from '../../discord-error.ts';
import { visibleCommands } from '../../world/commands.ts';
import { invoke, type Invocation } from '../../world/invocations.ts';
import { requireGuild } from '../../world/lookup.ts';
import { applicationWire } from '../../world/wire.ts';
import { noContent, ok, route, type Route } from '../router.ts';

/** Many people share the server in load tests; a person's own clicks are never this fast. */
const FAN_LIMIT = { limit: 1000, windowMs: 1000, exempt: true };

const invocationSchema = z.object({
  type: z.enum(InteractionType),
  application_id: z.string(),
  guild_id: z.nullish(z.string()),
  channel_id: z.string(),
  session_id: z.optional(z.string()),
  nonce: z.optional(z.string()),
  message_id: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
});

const readInvocation = (body: unknown): Invocation => {
  const result = invocationSchema.safeParse(body);
  if (result.success) return result.data;
  throw invalidForm(
    ...result.error.issues.map((issue) => ({
      path: issue.path.map(String),
      code: 'BASE_TYPE_REQUIRED',
      message: 'This field is required',
    })),
  );
};

/** What people's clients use and bots may not. */
export const fanRoutes = (): Route[] => [
  route(
    'POST',
    '/interactions',
    ({ world, body, files }, user) => {
      if (user.wire.bot) throw discordErrors.botsCannotUse();
      invoke(world, user, readInvocation(body), files);
      return noContent;
    },
    { limit: FAN_LIMIT },
  ),
  route('GET', '/guilds/:guildId/application-command-index', ({ world, params }, user) => {
    const guild = requireGuild(world, params.guildId);
    if (user.wire.bot) throw discordErrors.botsCannotUse();
    if (!guild.members.has(user.wire.id)) throw discordErrors.missingAccess();
    const applications = guild.hasBot ? [applicationWire(world)] : [];
    return ok({
      applications,
      application_commands: visibleCommands(world, guild, user.wire.id),
      version: world.application.id,
    });
  }),
];
