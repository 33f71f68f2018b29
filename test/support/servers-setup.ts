import type { TestProject } from 'vitest/node';
import { startPostgres, startRedis } from './servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    redisUrl: string;
    storeKind: 'postgres' | 'redis' | undefined;
  }
}

/** One Postgres and one Redis for all test files; each file takes a database of its own (`store-urls.ts`). */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
};
