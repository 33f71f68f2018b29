import { z } from 'zod';
import { StartupError } from './core/errors.ts';
import { toTimeZone } from './core/time-zone.ts';
import { localeCodes } from './i18n/index.ts';

const redisProtocols = ['redis:', 'rediss:', 'valkey:', 'valkeys:'];

const isServerUrl = (text: string, protocols: readonly string[]): boolean => {
  const url = URL.parse(text);
  return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
};

const isStoreUrl = (text: string): boolean =>
  /^sqlite:\/\/.+/.test(text) || isServerUrl(text, ['postgres:', 'postgresql:', ...redisProtocols]);

const port = z.coerce
  .number({ error: 'must be a port number from 1 to 65535' })
  .int('must be a whole port number')
  .min(1, 'must be a port number from 1 to 65535')
  .max(65_535, 'must be a port number from 1 to 65535');

const mostShards = 100_000;

const shardCount = z.coerce
  .number({ error: 'must be a whole number of shards' })
  .int('must be a whole number of shards')
  .min(1, 'must be at least 1')
  .max(mostShards, `must be at most ${mostShards}`);

/** `0-7`, `3` or `0-3,8-11` as numbers, in order; `undefined` for what is none of these. */
const readShards = (text: string): readonly number[] | undefined => {
  const shards = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first) || Number(last) >= mostShards) return undefined;
    for (let shard = Number(first); shard <= Number(last); shard += 1) shards.add(shard);
  }
  return [...shards].sort((a, b) => a - b);
};

const shards = z.string().transform((text, context): 'auto' | readonly number[] => {
  const found = text.toLowerCase() === 'auto' ? 'auto' : readShards(text);
  if (found !== undefined) return found;
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'must be auto, or shards such as 0-7 or 0,2,5-6',
  });
  return z.NEVER;
});

/** The environment, one entry a variable; `.env.example` documents the same list (a test holds them together). */
export const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address such as https://discord.com/api' })
    .default('https://discord.com/api')
    .transform((url) => url.replace(/\/+$/, '').replace(/\/v\d+$/, '')),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,21}$/, 'must be a server id: 15 to 21 digits (right-click the server, "Copy Server ID")')
    .optional(),
  STORE_URL: z
    .string()
    .refine(
      isStoreUrl,
      'must look like sqlite://data/runtime/sonagi.db, postgres://user:password@host/database or redis://:password@host',
    )
    .default('sqlite://data/runtime/sonagi.db'),
  REDIS_URL: z
    .string()
    .refine((url) => isServerUrl(url, redisProtocols), 'must look like redis://:password@host:6379')
    .optional(),
  SHARDS: shards.default('auto'),
  SHARD_COUNT: shardCount.optional(),
  HTTP_PORT: port.optional(),
  AUDIO_PREVIEWS: z
    .string()
    .transform((list) => [...new Set(list.split(',').map((name) => name.trim().toLowerCase()))])
    .pipe(
      z.union([z.tuple([z.literal('off')]).transform(() => []), z.array(z.enum(['itunes', 'deezer']))], {
        error: 'must be off, or a comma list of itunes and deezer',
      }),
    )
    // The terms of both services are the operator's to accept, and a server hears of a bot that asks others: so by choice.
    .default([]),
  AUDIO_LIBRARY: z.string().optional(),
  AUDIO_CACHE: z.string().default('data/runtime/audio'),
  FFMPEG_PATH: z.string().optional(),
  PLAYGROUND_PORT: port.default(3000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  LOCALE: z.enum(localeCodes, { error: `must be one of: ${localeCodes.join(', ')}` }).default('en'),
  TZ_DEFAULT: z
    .string()

    .refine((name) => toTimeZone(name) !== undefined, 'must be an IANA time zone such as Asia/Seoul or UTC')
    .default('UTC'),
});

/** Which of the bot's shards this process runs. `count` is absent when Discord is asked how many there should be. */
export type Shards =
  | { readonly kind: 'all'; readonly count: number | undefined }
  | { readonly kind: 'some'; readonly ids: readonly number[]; readonly count: number };

export interface Config {
  readonly discordToken: string | undefined;
  /** REST base without version and trailing slash. */
  readonly discordApiUrl: string;
  readonly discordGuildId: string | undefined;
  readonly storeUrl: string;
  /** Absent: jobs run in this process. */
  readonly redisUrl: string | undefined;
  readonly shards: Shards;
  /** Absent: no health checks and metrics. */
  readonly httpPort: number | undefined;
  /** Services whose previews may be played, in the order in which they are asked. */
  readonly audioPreviews: z.infer<typeof environmentSchema>['AUDIO_PREVIEWS'];
  /** A folder of the operator's own audio files. */
  readonly audioLibrary: string | undefined;
  /** Where what was made of them is kept. */
  readonly audioCache: string;
  readonly ffmpegPath: string | undefined;
  readonly playgroundPort: number;
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  readonly locale: z.infer<typeof environmentSchema>['LOCALE'];
  readonly defaultTimeZone: string;
}

type Environment = z.infer<typeof environmentSchema>;

/** A list without a total is caught by `contradictions`. */
const shardsOf = ({ SHARDS: ids, SHARD_COUNT: count }: Environment): Shards =>
  ids === 'auto' || count === undefined || ids.length === count
    ? { kind: 'all', count }
    : { kind: 'some', ids, count };

/** What does not go together, though each variable is right by itself. */
const contradictions = (data: Environment): string[] => {
  const { SHARDS: ids, SHARD_COUNT: count } = data;
  if (ids === 'auto') return [];
  if (count === undefined)
    return ['SHARD_COUNT is needed with a list in SHARDS: the same total for every process.'];
  if ((ids.at(-1) ?? 0) >= count)
    return [`SHARDS must lie within SHARD_COUNT: with ${count} shards they are 0-${count - 1}.`];
  if (shardsOf(data).kind === 'all') return [];
  return [
    ...(data.DISCORD_TOKEN === undefined
      ? ['DISCORD_TOKEN is needed with SHARDS: the playground runs in one process.']
      : []),
    ...(data.STORE_URL.startsWith('sqlite:')
      ? ['STORE_URL must be postgres:// or redis:// when SHARDS is a part: all processes share one store.']
      : []),
    ...(data.REDIS_URL === undefined
      ? ['REDIS_URL is needed when SHARDS is a part: it brings jobs to the process they belong to.']
      : []),
  ];
};

/**
 * Reads the configuration from environment variables. Blank means absent.
 * @throws StartupError naming every variable that is wrong, never its value (it may be a secret in the wrong place).
 */
export const parseConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const filled = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value?.trim() ? [[name, value.trim()] as const] : [],
    ),
  );
  const parsed = environmentSchema.safeParse(filled);
  if (!parsed.success) {
    throw new StartupError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}. See .env.example.`),
    );
  }
  const { data } = parsed;
  const problems = contradictions(data);
  if (problems.length > 0) throw new StartupError(problems.map((problem) => `${problem} See .env.example.`));
  return {
    discordToken: data.DISCORD_TOKEN,
    discordApiUrl: data.DISCORD_API_URL,
    discordGuildId: data.DISCORD_GUILD_ID,
    storeUrl: data.STORE_URL,
    redisUrl: data.REDIS_URL,
    shards: shardsOf(data),
    httpPort: data.HTTP_PORT,
    audioPreviews: data.AUDIO_PREVIEWS,
    audioLibrary: data.AUDIO_LIBRARY,
    audioCache: data.AUDIO_CACHE,
    ffmpegPath: data.FFMPEG_PATH,
    playgroundPort: data.PLAYGROUND_PORT,
    logLevel: data.LOG_LEVEL,
    locale: data.LOCALE,
    defaultTimeZone: data.TZ_DEFAULT,
  };
};

const passwordsIn = (url: string | undefined): string[] => {
  const { password = '' } = (url === undefined ? undefined : URL.parse(url)) ?? {};
  return [password, decodeURIComponent(password)];
};

/** What must be written nowhere. */
export const secretsOf = ({ discordToken, storeUrl, redisUrl }: Config): readonly string[] =>
  [...new Set([discordToken ?? '', ...passwordsIn(storeUrl), ...passwordsIn(redisUrl)])].filter(
    (secret) => secret !== '',
  );

/** The one place that reads `process.env`; a `.env` file in the working folder is read first, real variables win. */
export const loadConfig = (): Config => {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return parseConfig(process.env);
};
