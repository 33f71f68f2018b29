import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** One problem of a form field, as Discord writes it. */
export type FieldProblem = { path: readonly (string | number)[]; code: string; message: string };

type ErrorTree = { _errors?: { code: string; message: string }[]; [field: string]: unknown };

const toTree = (problems: readonly FieldProblem[]): ErrorTree => {
  const root: ErrorTree = {};
  for (const { path, code, message } of problems) {
    let node = root;
    for (const step of path) {
      node[String(step)] ??= {};
      node = node[String(step)] as ErrorTree;
    }
    (node._errors ??= []).push({ code, message });
  }
  return root;
};

/** An answer of Discord that says no: `status` and a body `{ code, message, errors? }`. */
export class DiscordError extends Error {
  override readonly name = 'DiscordError';
  readonly status: number;
  readonly code: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = { message, code, ...(errors && { errors }) };
  }
}

export const invalidForm = (...problems: readonly FieldProblem[]): DiscordError =>
  new DiscordError(
    400,
    RESTJSONErrorCodes.InvalidFormBodyOrContentType,
    'Invalid Form Body',
    toTree(problems),
  );

const make = (status: number, code: number, message: string) => (): DiscordError =>
  new DiscordError(status, code, message);

/** Wording as published: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const discordErrors = {
  unauthorized: make(401, 0, '401: Unauthorized'),
  notFound: make(404, 0, '404: Not Found'),
  methodNotAllowed: make(405, 0, '405: Method Not Allowed'),
  badJson: make(400, 50109, 'The request body contains invalid JSON.'),
  unknownApplication: make(404, 10002, 'Unknown Application'),
  unknownChannel: make(404, 10003, 'Unknown Channel'),
  unknownGuild: make(404, 10004, 'Unknown Guild'),
  unknownMember: make(404, 10007, 'Unknown Member'),
  unknownMessage: make(404, 10008, 'Unknown Message'),
  unknownRole: make(404, 10011, 'Unknown Role'),
  unknownUser: make(404, 10013, 'Unknown User'),
  unknownEmoji: make(400, 10014, 'Unknown Emoji'),
  unknownWebhook: make(404, 10015, 'Unknown Webhook'),
  unknownInteraction: make(404, 10062, 'Unknown interaction'),
  unknownCommand: make(404, 10063, 'Unknown application command'),
  notInVoice: make(400, 40032, 'Target user is not connected to voice.'),
  unknownVoiceState: make(404, 10065, 'Unknown Voice State'),
  unknownScheduledEvent: make(404, 10070, 'Unknown Guild Scheduled Event'),
  botsCannotUse: make(403, 20001, 'Bots cannot use this endpoint'),
  onlyBots: make(403, 20002, 'Only bots can use this endpoint'),
  slowmode: make(429, 20016, 'This action cannot be performed due to slowmode rate limit.'),
  tooManyReactions: make(400, 30010, 'Maximum number of reactions reached (20)'),
  tooManyPins: make(400, 30003, 'Maximum number of pins reached (250)'),
  tooManyCommands: make(400, 30032, 'Maximum number of application commands reached (100).'),
  tooManyScheduledEvents: make(
    400,
    30038,
    'Maximum number of uncompleted guild scheduled events reached (100)',
  ),
  alreadyAcknowledged: make(400, 40060, 'Interaction has already been acknowledged.'),
  fileTooLarge: make(413, 40005, 'Request entity too large'),
  missingAccess: make(403, 50001, 'Missing Access'),
  cannotEditOthers: make(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: make(400, 50006, 'Cannot send an empty message'),
  cannotMessageUser: make(403, 50007, 'Cannot send messages to this user'),
  wrongChannelType: make(400, 50024, 'Cannot execute action on this channel type'),
  missingPermissions: make(403, 50013, 'Missing Permissions'),
  badDeleteCount: make(
    400,
    50016,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.',
  ),
  systemMessage: make(403, 50021, 'Cannot execute action on a system message'),
  invalidToken: make(401, 50027, 'Invalid Webhook Token'),
  tooOldToBulkDelete: make(400, 50034, 'You can only bulk delete messages that are under 14 days old.'),
  threadArchived: make(400, 50083, 'Thread is archived'),
  threadExists: make(400, 160004, 'A thread has already been created for this message'),
  eventFinished: make(400, 180000, 'Cannot update a finished event'),
} as const;
