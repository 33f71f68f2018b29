/** What we use of `pg`, which comes without types. */
declare module 'pg' {
  export interface PoolOptions {
    readonly connectionString: string;
    readonly max: number;
    readonly connectionTimeoutMillis: number;
    readonly query_timeout: number;
    readonly application_name: string;
  }

  export class Pool {
    constructor(options: PoolOptions);
    query(sql: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
    on(event: 'error', listener: (error: Error) => void): this;
    end(): Promise<void>;
  }
}
