import { InteractionResponseType as Answer, MessageFlags } from 'discord-api-types/v10';
import { invalidForm } from '../../discord-error.ts';
import {
  answerInteraction,
  followUp,
  isLoading,
  requireUnanswered,
  type AnswerBody,
  type AnswerOutcome,
} from '../../world/answers.ts';
import { requireByToken } from '../../world/interactions.ts';
import { requireChannel } from '../../world/lookup.ts';
import { deleteMessage, editMessage } from '../../world/messages.ts';
import { withOwnReactions } from '../../world/reactions.ts';
import type { World, WorldInteraction, WorldMessage } from '../../world/types.ts';
import { discordErrors } from '../../discord-error.ts';
import { checkDraft, modalProblems } from '../message-rules.ts';
import { noContent, ok, openRoute, type Route, type RouteContext, type RouteLimit } from '../router.ts';
import { checkBody, schemaProblems } from '../validate.ts';

const CALLBACK_LIMIT: RouteLimit = { limit: 5, windowMs: 5000, exempt: true };
const WEBHOOK_LIMIT: RouteLimit = { limit: 5, windowMs: 2000, exempt: true };

const checkAnswer = async (body: unknown, fileCount: number, source: WorldMessage | undefined): Promise<AnswerBody> => {
  const type = (body as { type?: unknown }).type;
  const wasV2 = ((source?.wire.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  switch (type) {
    case Answer.ChannelMessageWithSource:
      await checkDraft(body, {
        schema: 'CreateMessageInteractionCallbackRequest',
        path: ['data'],
        fileCount,
      });
      break;
    case Answer.DeferredChannelMessageWithSource:
      await checkBody('CreateMessageInteractionCallbackRequest', body);
      break;
    case Answer.DeferredMessageUpdate:
      break;
    case Answer.UpdateMessage: {
      const schema = 'UpdateMessageInteractionCallbackRequest';
      await checkDraft(body, { schema, path: ['data'], fileCount, wasV2, mayBeEmpty: true });
      break;
    }
    case Answer.ApplicationCommandAutocompleteResult:
      await checkChoices(body);
      break;
    case Answer.Modal: {
      const problems = await schemaProblems('ModalInteractionCallbackRequest', body);
      if (problems.length === 0) problems.push(...modalProblems((body as { data: { components: unknown[] } }).data));
      if (problems.length > 0) throw invalidForm(...problems);
      break;
    }
    default:
      throw invalidForm({
        path: ['type'],
        code: 'BASE_TYPE_CHOICES',
        message: 'Value must be one of {4, 5, 6, 7, 8, 9}.',
      });
  }
  return body as AnswerBody;
};

const MAX_CHOICES = 25;

const checkChoices = async (body: unknown): Promise<void> => {
  const data = (body as { data?: { choices?: unknown } }).data;
  const path = ['data', 'choices'];
  if (!Array.isArray(data?.choices)) {
    throw invalidForm({ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
  }
  if (data.choices.length > MAX_CHOICES) {
    const message = `Must be ${MAX_CHOICES} or fewer in length.`;
    throw invalidForm({ path, code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  await checkBody('ApplicationCommandAutocompleteCallbackRequest', body);
};

const withResponse = (interaction: WorldInteraction, body: AnswerBody, outcome: AnswerOutcome): object => ({
  interaction: {
    id: interaction.id,
    type: interaction.type,
    ...(outcome.message && {
      response_message_id: outcome.message.wire.id,
      response_message_loading: outcome.loading,
      response_message_ephemeral: outcome.message.onlyFor !== undefined,
    }),
  },
  resource: { type: body.type, ...(outcome.message && { message: outcome.message.wire }) },
});

const originalOf = (world: World, interaction: WorldInteraction): WorldMessage => {
  const channel = requireChannel(world, interaction.channelId);
  const id = interaction.state.kind === 'answered' ? interaction.state.originalId : undefined;
  const message = channel.messages.get(id ?? '');
  if (!message) throw discordErrors.unknownMessage();
  return message;
};

/** A message this token may touch: its answer, its follow-ups, and the message its component sits on. */
const findOwn = (world: World, interaction: WorldInteraction, messageId: string): WorldMessage => {
  if (messageId === '@original') return originalOf(world, interaction);
  const message = requireChannel(world, interaction.channelId).messages.get(messageId);
  const own = message?.interactionToken === interaction.token || messageId === interaction.messageId;
  if (!message || !own) throw discordErrors.unknownMessage();
  return message;
};

const webhookMessage = (context: RouteContext<'/:webhookId/:webhookToken/:messageId'>) => {
  const { world, params } = context;
  const interaction = requireByToken(world, params.webhookId, params.webhookToken);
  return { interaction, message: findOwn(world, interaction, params.messageId) };
};

export const callbackRoutes = (): Route[] => [
  openRoute(
    'POST',
    '/interactions/:interactionId/:interactionToken/callback',
    async ({ world, params, query, body, files }) => {
      const find = () => requireUnanswered(world.interactions.get(params.interactionId), params.interactionToken);
      const pending = find();
      const source = world.channels.get(pending.channelId)?.messages.get(pending.messageId ?? '');
      const answer = await checkAnswer(body, files.length, source);
      // Asked again: another answer may have come while this one was checked.
      const interaction = find();
      const outcome = answerInteraction(world, interaction, answer, files);
      return query.get('with_response') === 'true' ? ok(withResponse(interaction, answer, outcome)) : noContent;
    },
    { limit: CALLBACK_LIMIT },
  ),
  openRoute(
    'POST',
    '/webhooks/:webhookId/:webhookToken',
    async ({ world, params, body, files }) => {
      const interaction = requireByToken(world, params.webhookId, params.webhookToken);
      const draft = await checkDraft(body, {
        schema: 'IncomingWebhookInteractionRequest',
        fileCount: files.length,
      });
      return ok(followUp(world, interaction, draft, files).wire);
    },
    { limit: WEBHOOK_LIMIT },
  ),
  openRoute(
    'GET',
    '/webhooks/:webhookId/:webhookToken/messages/:messageId',
    (context) => {
      const { message } = webhookMessage(context);
      return ok(withOwnReactions(message, context.world.application.botUserId));
    },
    { limit: WEBHOOK_LIMIT },
  ),
  openRoute(
    'PATCH',
    '/webhooks/:webhookId/:webhookToken/messages/:messageId',
    async (context) => {
      const { world, body, files } = context;
      const { message } = webhookMessage(context);
      const wasV2 = ((message.wire.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
      const draft = await checkDraft(body, {
        schema: 'IncomingWebhookUpdateRequestPartial',
        fileCount: files.length,
        wasV2,
        mayBeEmpty: true,
      });
      const channel = requireChannel(world, message.wire.channel_id);
      return ok(editMessage(world, channel, message, draft, { files, silentEdit: isLoading(message) }).wire);
    },
    { limit: WEBHOOK_LIMIT },
  ),
  openRoute(
    'DELETE',
    '/webhooks/:webhookId/:webhookToken/messages/:messageId',
    (context) => {
      const { message } = webhookMessage(context);
      deleteMessage(context.world, requireChannel(context.world, message.wire.channel_id), message);
      return noContent;
    },
    { limit: WEBHOOK_LIMIT },
  ),
];
