import { z } from 'zod';

export const id = z.string().min(1).max(100);
/** Milliseconds since the Unix epoch: of an interaction by its snowflake, of a timer by the clock. */
export const at = z.number();
export const count = z.number().int().min(0);
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
