import { z } from 'zod';

/** Discord's limit for a component id, in characters. */
const maxCustomIdLength = 100;
const separator = '|';

type Fields = Readonly<Record<string, z.ZodType<string | number>>>;
export type Params<F extends Fields> = { readonly [Name in keyof F]: z.infer<F[Name]> };

/** A typed component id: `name|value|value…`. Ids and small numbers only; state lives in services. */
export interface Route<F extends Fields = Fields> {
  readonly name: string;
  /** @throws RangeError when the id would be longer than Discord's 100 characters or a value holds the separator. */
  encode(params: Params<F>): string;
  /** `undefined` when the id is of another route or does not fit this one (an old message, or a forged id). */
  decode(customId: string): Params<F> | undefined;
}

/** Defines a component route, such as `defineRoute('quiz.skip', { game: z.string() })`. Numbers use `z.coerce`. */
export const defineRoute = <const F extends Fields>(name: string, fields: F): Route<F> => {
  const keys = Object.keys(fields);
  const schema = z.object(fields);
  return {
    name,
    encode: (params) => {
      const values = keys.map((key) => String(params[key]));
      const customId = [name, ...values].join(separator);
      if (values.some((value) => value.includes(separator))) {
        throw new RangeError(`Route ${name}: a value holds "${separator}".`);
      }
      if (customId.length > maxCustomIdLength) {
        throw new RangeError(
          `Route ${name}: ${customId.length} characters, Discord takes ${maxCustomIdLength}.`,
        );
      }
      return customId;
    },
    decode: (customId) => {
      const [head, ...values] = customId.split(separator);
      if (head !== name || values.length !== keys.length) return undefined;
      const parsed = schema.safeParse(Object.fromEntries(keys.map((key, index) => [key, values[index]])));
      return parsed.success ? (parsed.data as Params<F>) : undefined;
    },
  };
};

/** The route name at the head of a component id, for logs and look-up. */
export const routeName = (customId: string): string => customId.split(separator, 1)[0] ?? '';
