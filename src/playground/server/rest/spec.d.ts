/** The package declares its untyped JavaScript as its types; all schemas are zod-mini objects. */
declare module 'discord-api-spec/zod' {
  import type { ZodMiniType } from 'zod/mini';
  const schemas: Record<string, ZodMiniType>;
  export = schemas;
}
