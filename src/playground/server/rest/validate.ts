import type { ZodMiniType } from 'zod/mini';
import { invalidForm, type FieldProblem } from '../discord-error.ts';

type Issue = {
  code: string;
  path: readonly PropertyKey[];
  message: string;
  input?: unknown;
  expected?: string;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  format?: string;
  values?: readonly unknown[];
  errors?: readonly (readonly Issue[])[];
};

const typeProblem = (issue: Issue, value: unknown): Omit<FieldProblem, 'path'> => {
  if (value === undefined || value === null) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  switch (issue.expected) {
    case 'string':
      return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${shown}" as string.` };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    case 'object':
    case 'record':
      return { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    default:
      return { code: 'NUMBER_TYPE_COERCE', message: `Value "${shown}" is not ${issue.expected ?? 'valid'}.` };
  }
};

const sizeProblem = (issue: Issue, value: unknown): Omit<FieldProblem, 'path'> => {
  const isNumber = typeof value === 'number';
  const max = issue.code === 'too_big';
  const limit = String(max ? issue.maximum : issue.minimum);
  if (isNumber) {
    return max
      ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${limit}.` }
      : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${limit}.` };
  }
  if (!max && (value === '' || (Array.isArray(value) && value.length === 0))) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  return max
    ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` }
    : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${limit} or more in length.` };
};

const describe = (issue: Issue, value: unknown): Omit<FieldProblem, 'path'> => {
  switch (issue.code) {
    case 'invalid_type':
      return typeProblem(issue, value);
    case 'too_big':
    case 'too_small':
      return sizeProblem(issue, value);
    case 'invalid_value': {
      if (value === undefined) return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
      const choices = (issue.values ?? []).map(String).join(', ');
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${choices}}.` };
    }
    case 'invalid_format':
      if (issue.format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
      if (issue.format === 'datetime') {
        return { code: 'DATE_TIME_TYPE_PARSE', message: `Could not parse ${String(value)}. Should be ISO8601.` };
      }
      return { code: 'NUMBER_TYPE_COERCE', message: `Value "${String(value)}" is not snowflake.` };
    default:
      return { code: 'BASE_TYPE_BAD_VALUE', message: issue.message };
  }
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    input,
  );

/** Of a union, the branch meant is the one whose `type` fits, else the one with the fewest complaints. */
const flatten = (issue: Issue, prefix: readonly PropertyKey[]): Issue[] => {
  const path = [...prefix, ...issue.path];
  if (issue.code !== 'invalid_union' || !issue.errors?.length) return [{ ...issue, path }];
  const score = (branch: readonly Issue[]): number =>
    branch.length + (branch.some((nested) => nested.path.at(-1) === 'type' && nested.path.length === 1) ? 1000 : 0);
  const [best = []] = [...issue.errors].sort((left, right) => score(left) - score(right));
  return best.flatMap((nested) => flatten(nested, path));
};

const toProblem = (issue: Issue, input: unknown): FieldProblem => ({
  path: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  ...describe(issue, valueAt(input, issue.path)),
});

let schemas: Promise<Record<string, ZodMiniType>> | undefined;

/** The generated schemas take about a quarter of a second to load: asked for once, when the server starts. */
export const loadSchemas = (): Promise<Record<string, ZodMiniType>> =>
  (schemas ??= import('discord-api-spec/zod').then((module) => module as unknown as Record<string, ZodMiniType>));

const describeIssues = (issues: readonly Issue[], input: unknown): FieldProblem[] =>
  issues.flatMap((issue) => flatten(issue, [])).map((issue) => toProblem(issue, input));

/** The problems a body has against one of Discord's published request schemas. */
export const schemaProblems = async (schemaName: string, input: unknown): Promise<FieldProblem[]> => {
  const schema = (await loadSchemas())[`${schemaName}Schema`];
  if (!schema) throw new Error(`discord-api-spec has no schema ${schemaName}.`);
  const result = schema.safeParse(input);
  return result.success ? [] : describeIssues(result.error.issues as unknown as Issue[], input);
};

/** Checks a body and hands it on typed; 50035 with every problem when it does not fit. */
export const checkBody = async <Body>(schemaName: string, input: unknown): Promise<Body> => {
  const problems = await schemaProblems(schemaName, input);
  if (problems.length > 0) throw invalidForm(...problems);
  return input as Body;
};
