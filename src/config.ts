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

export interface Config {
  readonly discordToken: string | undefined;
  /** REST base without version and trailing slash. */
  readonly discordApiUrl: string;
  readonly discordGuildId: string | undefined;
  readonly storeUrl: string;
  /** Absent: jobs run in this process. */
  readonly redisUrl: string | undefined;
  /** Absent: no health checks and metrics. */
  readonly httpPort: number | undefined;
  /** Services whose previews may be played, in the order in which they are asked. */
  readonly audioPreviews: z.infer<typeof environmentSchema>['AUDIO_PREVIEWS'];
  readonly playgroundPort: number;
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  readonly locale: z.infer<typeof environmentSchema>['LOCALE'];
  readonly defaultTimeZone: string;
}

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
  return {
    discordToken: data.DISCORD_TOKEN,
    discordApiUrl: data.DISCORD_API_URL,
    discordGuildId: data.DISCORD_GUILD_ID,
    storeUrl: data.STORE_URL,
    redisUrl: data.REDIS_URL,
    httpPort: data.HTTP_PORT,
    audioPreviews: data.AUDIO_PREVIEWS,
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
