import { InteractionResponseType as Answer } from 'discord-api-types/v10';
import type { ReadRequest } from '../../../src/playground/server/rest/rest.ts';
import type { View } from '../../../src/discord/replies.ts';
import { limitProblems } from '../limits.ts';

interface Sent {
  readonly type?: Answer;
  readonly data?: Record<string, unknown>;
}

const tooLong = (what: string, text: unknown, most: number): string[] =>
  typeof text === 'string' && text.length >= 1 && text.length <= most
    ? []
    : [`${what}: ${JSON.stringify(text)}`];

const messageProblems = (message: Record<string, unknown>): string[] => {
  const { content, embeds, components, attachments, allowed_mentions: allowed } = message;
  const hasFiles = Array.isArray(attachments) && attachments.length > 0;
  const shown = {
    ...(typeof content === 'string' && content !== '' && { content }),
    embeds: embeds ?? [],
    components: components ?? [],
  } as View;
  const problems = limitProblems(shown).filter((problem) => !(problem === 'an empty message' && hasFiles));
  const pingsNobody = JSON.stringify((allowed as { parse?: unknown } | undefined)?.parse) === '[]';
  const named = ['users', 'roles'].filter(
    (kind) => ((allowed as Record<string, unknown[]> | undefined)?.[kind]?.length ?? 0) > 0,
  );
  const pings = (allowed as { replied_user?: boolean } | undefined)?.replied_user === true;
  return [
    ...problems,
    ...(pingsNobody && named.length === 0 && !pings ? [] : [`may mention: ${JSON.stringify(allowed)}`]),
  ];
};

const choiceProblems = (choices: readonly { name: string; value: unknown }[]): string[] => [
  ...(choices.length > 25 ? [`${choices.length} choices`] : []),
  ...choices.flatMap(({ name, value }) => [
    ...tooLong('choice', name, 100),
    ...tooLong('value of a choice', value, 100),
  ]),
];

interface Node {
  readonly custom_id?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly components?: readonly Node[];
  readonly component?: Node;
}

const fieldProblems = (node: Node): string[] => [
  ...(node.custom_id === undefined ? [] : tooLong('custom_id', node.custom_id, 100)),
  ...(node.label === undefined ? [] : tooLong('label', node.label, 45)),
  ...(node.placeholder === undefined ? [] : tooLong('placeholder', node.placeholder, 100)),
  ...(node.components ?? []).flatMap(fieldProblems),
  ...(node.component === undefined ? [] : fieldProblems(node.component)),
];

const modalProblems = (modal: Record<string, unknown>): string[] => {
  const fields = modal['components'] as readonly Node[];
  return [
    ...tooLong('title', modal['title'], 45),
    ...tooLong('custom_id', modal['custom_id'], 100),
    ...(fields.length > 5 ? [`${fields.length} fields`] : []),
    ...fields.flatMap(fieldProblems),
  ];
};

const answerProblems = ({ type, data = {} }: Sent): string[] => {
  switch (type) {
    case Answer.ChannelMessageWithSource:
    case Answer.UpdateMessage:
      return messageProblems(data);
    case Answer.ApplicationCommandAutocompleteResult:
      return choiceProblems(data['choices'] as { name: string; value: unknown }[]);
    case Answer.Modal:
      return modalProblems(data);
    default:
      return [];
  }
};

/** What Discord would refuse in a request of the bot, or what could ping somebody, in words. */
export const outgoingProblems = ({ method, path, body }: ReadRequest): string[] => {
  if (path.endsWith('/callback')) return answerProblems(body as Sent);
  const isMessage =
    (method === 'POST' && /\/(channels\/\d+\/messages|webhooks\/\d+\/[^/]+)$/.test(path)) ||
    (method === 'PATCH' && /\/messages\/[^/]+$/.test(path));
  return isMessage ? messageProblems(body as Record<string, unknown>) : [];
};

/** The component ids a request of the bot hands out. */
export const idsIn = ({ body }: ReadRequest): string[] =>
  [...JSON.stringify(body ?? null).matchAll(/"custom_id":("(?:[^"\\]|\\.)*")/g)].map(
    ([, id]) => JSON.parse(id ?? '""') as string,
  );
