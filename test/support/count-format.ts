import { z } from 'zod';

export const countFormat = { schema: z.strictObject({ count: z.number() }), version: 1 };
