import type {
  APIAllowedMentions,
  APIAttachment,
  APIEmbed,
  APIMessageTopLevelComponent,
  APIUser,
} from 'discord-api-types/v10';
import type { World, WorldChannel } from './types.ts';

/** A file of a multipart request; `index` is the n of `files[n]`. */
export type UploadedFile = { index: string; filename: string; contentType: string; data: Uint8Array };

/** What a request says a message should be, after validation. */
export type MessageDraft = {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: APIMessageTopLevelComponent[] | null;
  attachments?: { id: string; filename?: string | null; description?: string | null }[] | null;
  allowed_mentions?: APIAllowedMentions | null;
  flags?: number | null;
  tts?: boolean | null;
  message_reference?: { message_id?: string; channel_id?: string | null; fail_if_not_exists?: boolean | null } | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
};

const storeFile = (
  world: World,
  channelId: string,
  file: UploadedFile,
  options: { description: string | null | undefined; ephemeral: boolean },
): APIAttachment => {
  const id = world.nextId();
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.filename)}`;
  const wire: APIAttachment = {
    id,
    filename: file.filename,
    size: file.data.byteLength,
    url: `${world.baseUrl}${path}`,
    proxy_url: `${world.baseUrl}${path}`,
    content_type: file.contentType,
    ...(options.description && { description: options.description }),
    ...(options.ephemeral && { ephemeral: true }),
  };
  world.files.set(path, { wire, data: file.data });
  return wire;
};

/**
 * The attachments a message has after a request: the kept ones (all of them unless the request lists which), then the
 * new files, described by the entries of `attachments` whose id is the file's number.
 */
export const resolveAttachments = (
  world: World,
  channelId: string,
  draft: MessageDraft,
  context: { files: readonly UploadedFile[]; existing: readonly APIAttachment[]; ephemeral: boolean },
): APIAttachment[] => {
  const listed = draft.attachments ?? undefined;
  const kept = listed
    ? context.existing.filter(({ id }) => listed.some((entry) => entry.id === id))
    : draft.attachments === null
      ? []
      : context.existing;
  const added = context.files.map((file) => {
    const entry = listed?.find(({ id }) => id === file.index);
    const named = entry?.filename ? { ...file, filename: entry.filename } : file;
    return storeFile(world, channelId, named, { description: entry?.description, ephemeral: context.ephemeral });
  });
  return [...kept, ...added];
};

const ATTACHMENT_SCHEME = 'attachment://';

/** Embeds gain their type, and `attachment://name` becomes the address of the uploaded file. */
export const resolveEmbeds = (embeds: readonly APIEmbed[], attachments: readonly APIAttachment[]): APIEmbed[] => {
  const resolve = <Media extends { url: string }>(media: Media): Media => {
    if (!media.url.startsWith(ATTACHMENT_SCHEME)) return { ...media, proxy_url: media.url };
    const file = attachments.find(({ filename }) => filename === media.url.slice(ATTACHMENT_SCHEME.length));
    return file ? { ...media, url: file.url, proxy_url: file.proxy_url } : media;
  };
  return embeds.map((embed) => ({
    ...embed,
    type: 'rich' as APIEmbed['type'] & string,
    ...(embed.fields && { fields: embed.fields.map((field) => ({ ...field, inline: field.inline ?? false })) }),
    ...(embed.image && { image: resolve(embed.image) }),
    ...(embed.thumbnail && { thumbnail: resolve(embed.thumbnail) }),
  })) as APIEmbed[];
};

/** Files shown inside an embed are not listed among the attachments. */
export const visibleAttachments = (
  attachments: readonly APIAttachment[],
  embeds: readonly APIEmbed[],
): APIAttachment[] => {
  const used = new Set(embeds.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]));
  return attachments.filter(({ url }) => !used.has(url));
};

/** Components without an id get the next number, depth first. */
export const numberComponents = (components: readonly unknown[]): APIMessageTopLevelComponent[] => {
  let next = 1;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const component = node as Record<string, unknown>;
    if (typeof component['type'] !== 'number') return component;
    const id = typeof component['id'] === 'number' && component['id'] !== 0 ? component['id'] : next++;
    return {
      ...component,
      id,
      ...('components' in component && { components: visit(component['components']) }),
      ...('accessory' in component && { accessory: visit(component['accessory']) }),
    };
  };
  return components.map(visit) as APIMessageTopLevelComponent[];
};

export type Mentions = { users: APIUser[]; roleIds: string[]; everyone: boolean };

/** Who is told of a message: what its text names, as far as `allowed_mentions` lets it. */
export const resolveMentions = (
  world: World,
  channel: WorldChannel,
  content: string,
  options: { allowed: APIAllowedMentions | null | undefined; mayMentionEveryone: boolean; repliedTo?: APIUser },
): Mentions => {
  const { allowed } = options;
  const parse: readonly string[] = allowed ? (allowed.parse ?? []) : ['users', 'roles', 'everyone'];
  const guild = world.guilds.get(channel.guildId ?? '');
  const ids = (pattern: RegExp) => [...new Set([...content.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const lets = (kind: 'users' | 'roles', id: string) => parse.includes(kind) || allowed?.[kind]?.includes(id) === true;
  const userIds = ids(/<@!?(\d+)>/g).filter((id) => lets('users', id));
  const users = userIds.flatMap((id) => world.users.get(id)?.wire ?? []);
  if (options.repliedTo && (allowed?.replied_user ?? !allowed) && !userIds.includes(options.repliedTo.id)) {
    users.push(options.repliedTo);
  }
  return {
    users,
    roleIds: ids(/<@&(\d+)>/g).filter((id) => guild?.roles.has(id) === true && lets('roles', id)),
    everyone: options.mayMentionEveryone && parse.includes('everyone') && /@(everyone|here)\b/.test(content),
  };
};
