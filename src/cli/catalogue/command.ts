/** A subcommand of `npm run catalogue`: reads its own arguments, returns the exit code. */
export type CliCommand = (args: string[]) => Promise<number>;

/** Every command takes `--data DIR`, the catalogue's folder. */
export const dataOption = { data: { type: 'string', default: 'data' } } as const;
