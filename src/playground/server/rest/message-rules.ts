import { ButtonStyle, ComponentType, MessageFlags, type APIEmbed } from 'discord-api-types/v10';
import { discordErrors, invalidForm, type FieldProblem } from '../discord-error.ts';
import { eachComponent, isSelect, type AnyComponent } from '../world/components.ts';
import type { MessageDraft } from '../world/drafts.ts';
import { schemaProblems } from './validate.ts';

/** Published limits that the generated schemas do not hold. https://discord.com/developers/docs/resources/message */
const LIMITS = {
  content: 2000,
  embedsTotal: 6000,
  fields: 25,
  rows: 5,
  components: 40,
  displayedText: 4000,
  files: 10,
} as const;

type Path = readonly (string | number)[];

const tooLong = (path: Path, limit: number): FieldProblem => ({
  path,
  code: 'BASE_TYPE_MAX_LENGTH',
  message: `Must be ${limit} or fewer in length.`,
});

const required = (path: Path): FieldProblem => ({
  path,
  code: 'BASE_TYPE_REQUIRED',
  message: 'This field is required',
});

const embedSize = (embed: APIEmbed): number =>
  [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, text) => sum + (text?.length ?? 0), 0);

const isEmptyEmbed = (embed: APIEmbed): boolean =>
  embedSize(embed) === 0 && !embed.image && !embed.thumbnail && !embed.url && !embed.timestamp;

const embedProblems = (embeds: readonly APIEmbed[], path: Path): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  embeds.forEach((embed, index) => {
    if (isEmptyEmbed(embed)) problems.push(required([...path, 'embeds', index, 'description']));
    if ((embed.fields?.length ?? 0) > LIMITS.fields) {
      problems.push(tooLong([...path, 'embeds', index, 'fields'], LIMITS.fields));
    }
    embed.fields?.forEach((field, at) => {
      if (!field.name.trim()) problems.push(required([...path, 'embeds', index, 'fields', at, 'name']));
      if (!field.value.trim()) problems.push(required([...path, 'embeds', index, 'fields', at, 'value']));
    });
  });
  if (embeds.reduce((sum, embed) => sum + embedSize(embed), 0) > LIMITS.embedsTotal) {
    const message = `Embed size exceeds maximum size of ${LIMITS.embedsTotal}`;
    problems.push({ path: [...path, 'embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message });
  }
  return problems;
};

const buttonProblems = (button: AnyComponent, path: Path): FieldProblem[] => {
  if (button.style === (ButtonStyle.Link as number)) {
    if (!button.url) return [required([...path, 'url'])];
    if (!/^(https?|discord):\/\//i.test(button.url)) {
      const message = `Scheme "${button.url.split(':')[0] ?? ''}" is not supported. Scheme must be one of ('http', 'https', 'discord').`;
      return [{ path: [...path, 'url'], code: 'URL_TYPE_INVALID_SCHEME', message }];
    }
    if (button.custom_id !== undefined) {
      const message = 'A custom id and url cannot both be specified';
      return [{ path, code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message }];
    }
    return [];
  }
  const problems = button.custom_id === undefined ? [required([...path, 'custom_id'])] : [];
  if (!button.label && !('emoji' in button)) problems.push(required([...path, 'label']));
  return problems;
};

const selectProblems = (select: AnyComponent, path: Path): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const values = (select.options ?? []).map(({ value }) => value);
  values.forEach((value, index) => {
    if (values.indexOf(value) === index) return;
    const message = 'The specified option value is already used';
    problems.push({
      path: [...path, 'options', index, 'value'],
      code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      message,
    });
  });
  if ((select.min_values ?? 1) > (select.max_values ?? 1)) {
    const message = 'min_values must not be greater than max_values.';
    problems.push({ path: [...path, 'min_values'], code: 'SELECT_COMPONENT_MIN_GREATER_THAN_MAX', message });
  }
  return problems;
};

const rowProblems = (row: AnyComponent, path: Path): FieldProblem[] => {
  const children = row.components ?? [];
  const width = children.reduce((sum, child) => sum + (isSelect(child) ? 5 : 1), 0);
  if (width <= 5) return [];
  return [{ path, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message: 'Component layout width exceeded' }];
};

const componentProblems = (components: readonly unknown[], path: Path): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  const visit = (node: AnyComponent, here: Path): void => {
    if (node.custom_id !== undefined) {
      if (seen.has(node.custom_id)) {
        const message = 'Component custom id cannot be duplicated';
        problems.push({ path: [...here, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message });
      }
      seen.add(node.custom_id);
    }
    if (node.type === (ComponentType.Button as number)) problems.push(...buttonProblems(node, here));
    if (isSelect(node)) problems.push(...selectProblems(node, here));
    if (node.type === (ComponentType.ActionRow as number)) problems.push(...rowProblems(node, here));
    node.components?.forEach((child, index) => {
      visit(child, [...here, 'components', index]);
    });
    if (node.accessory) visit(node.accessory, [...here, 'accessory']);
    if (node.component) visit(node.component, [...here, 'component']);
  };
  components.forEach((component, index) => {
    visit(component as AnyComponent, [...path, 'components', index]);
  });
  return problems;
};

/** Components V2 replace content and embeds and may be more; without the flag only action rows are allowed. */
const layoutProblems = (draft: MessageDraft, path: Path, isV2: boolean): FieldProblem[] => {
  const components = (draft.components ?? []) as readonly AnyComponent[];
  if (!isV2) {
    const rows = components.length > LIMITS.rows ? [tooLong([...path, 'components'], LIMITS.rows)] : [];
    const stray = components.findIndex(({ type }) => type !== (ComponentType.ActionRow as number));
    if (stray === -1) return rows;
    const message = 'Value must be one of {1}.';
    return [...rows, { path: [...path, 'components', stray, 'type'], code: 'BASE_TYPE_CHOICES', message }];
  }
  const problems: FieldProblem[] = [];
  for (const field of ['content', 'embeds'] as const) {
    if (!draft[field]?.length) continue;
    const message = `The 'MessageFlags.IS_COMPONENTS_V2' flag does not allow ${field}.`;
    problems.push({ path: [...path, field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message });
  }
  const all = [...eachComponent(components)];
  if (all.length > LIMITS.components) problems.push(tooLong([...path, 'components'], LIMITS.components));
  const text = all.reduce((sum, node) => sum + ((node as { content?: string }).content?.length ?? 0), 0);
  if (text > LIMITS.displayedText) {
    const message = `The total size of displayable text must be ${LIMITS.displayedText} or fewer.`;
    problems.push({
      path: [...path, 'components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message,
    });
  }
  return problems;
};

const draftProblems = (draft: MessageDraft, path: Path, isV2: boolean): FieldProblem[] => [
  ...((draft.content?.length ?? 0) > LIMITS.content ? [tooLong([...path, 'content'], LIMITS.content)] : []),
  ...embedProblems(draft.embeds ?? [], path),
  ...layoutProblems(draft, path, isV2),
  ...componentProblems(draft.components ?? [], path),
];

export type DraftRules = {
  schema: string;
  /** Where the draft sits in the body: `['data']` in an interaction callback. */
  path?: Path;
  fileCount: number;
  /** A message that was sent with Components V2 keeps to them. */
  wasV2?: boolean;
  /** Edits may leave everything out; new messages may not be empty. */
  mayBeEmpty?: boolean;
};

/** Checks the draft of a message inside a body against schema and limits; 50035 or 50006. */
export const checkDraft = async (body: unknown, rules: DraftRules): Promise<MessageDraft> => {
  const problems = await schemaProblems(rules.schema, body);
  if (problems.length > 0) throw invalidForm(...problems);
  const path = rules.path ?? [];
  const draft = (path.length === 0 ? body : ((body as { data?: MessageDraft }).data ?? {})) as MessageDraft;
  const isV2 = (rules.wasV2 ?? false) || ((draft.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const more = draftProblems(draft, path, isV2);
  if (rules.fileCount > LIMITS.files) more.push(tooLong([...path, 'attachments'], LIMITS.files));
  if (more.length > 0) throw invalidForm(...more);
  const isEmpty =
    !draft.content?.trim() && !draft.embeds?.length && !draft.components?.length && rules.fileCount === 0;
  if (isEmpty && !rules.mayBeEmpty) throw discordErrors.emptyMessage();
  return draft;
};

export const modalProblems = (data: { title?: string; components?: unknown[] }): FieldProblem[] => {
  const path = ['data'];
  return componentProblems(data.components ?? [], path);
};
