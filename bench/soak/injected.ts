/** What the soak tells its bot, and asks of it. */
export type Order = { readonly storeFaults: number } | 'heap' | 'stop';

/** The message of every error the soak's stores throw. */
export const injected = 'injected store fault';
