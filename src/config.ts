import { z } from 'zod';
import { StartupError } from './core/errors.ts';

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

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
    .regex(/^sqlite:\/\/.+/, 'must look like sqlite://data/runtime/sonagi.db (or sqlite://:memory:)')
    .default('sqlite://data/runtime/sonagi.db'),
  AUDIO_LIBRARY: z.string().optional(),
  AUDIO_CACHE: z.string().default('data/runtime/audio'),
  FFMPEG_PATH: z.string().optional(),
  PLAYGROUND_PORT: port.default(3000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  LOCALE: z.enum(['en'], { error: 'must be one of: en' }).default('en'),
  TZ_DEFAULT: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Asia/Seoul or UTC')
    .default('UTC'),
});

export interface Config {
  readonly discordToken: string | undefined;
  /** REST base without version and trailing slash. */
  readonly discordApiUrl: string;
  readonly discordGuildId: string | undefined;
  readonly storeUrl: string;
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
    audioLibrary: data.AUDIO_LIBRARY,
    audioCache: data.AUDIO_CACHE,
    ffmpegPath: data.FFMPEG_PATH,
    playgroundPort: data.PLAYGROUND_PORT,
    logLevel: data.LOG_LEVEL,
    locale: data.LOCALE,
    defaultTimeZone: data.TZ_DEFAULT,
  };
};

/** The one place that reads `process.env`; a `.env` file in the working folder is read first, real variables win. */
export const loadConfig = (): Config => {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return parseConfig(process.env);
};
