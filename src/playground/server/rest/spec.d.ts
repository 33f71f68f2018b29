/** The package declares its untyped JavaScript as its types; all schemas are zod-mini objects. */
declare module 'discord-api-spec/zod' {
  const schemas: Record<string, import('zod/mini').ZodMiniType>;
  export = schemas;
}
