import type { Voice } from '../core/audio/voice.ts';
import type { Store, Stores } from '../core/ports.ts';
import type { StoreReport, VoiceReport } from '../core/telemetry.ts';

/** The same stores; each operation is reported with how long it took, waiting for others at the same record included. */
export const observeStores = (
  stores: Stores,
  observe: (report: StoreReport) => void,
  now: () => number,
): Stores => {
  const timed =
    <Args extends unknown[], Result>(
      namespace: string,
      operation: StoreReport['operation'],
      run: (...args: Args) => Promise<Result>,
    ) =>
    async (...args: Args): Promise<Result> => {
      const startedAt = now();
      let outcome: StoreReport['outcome'] = 'failed';
      try {
        const result = await run(...args);
        outcome = 'ok';
        return result;
      } finally {
        observe({ namespace, operation, outcome, ms: now() - startedAt });
      }
    };
  return {
    open: <Value>(namespace: string, format: Parameters<Stores['open']>[1]): Store<Value> => {
      const store = stores.open(namespace, format) as Store<Value>;
      return {
        get: timed(namespace, 'get', store.get),
        update: timed(namespace, 'update', store.update),
        delete: timed(namespace, 'delete', store.delete),
        list: timed(namespace, 'list', store.list),
      };
    },
    close: stores.close,
  };
};

/** The same voice; seats taken and left, and breaks of the connection, are reported. */
export const observeVoice = (voice: Voice, observe: (report: VoiceReport) => void): Voice => ({
  join: async (seat, listener) => {
    let isSeated = true;
    const leaveWith = (report: VoiceReport): void => {
      if (isSeated) observe(report);
      isSeated = false;
    };
    const session = await voice
      .join(seat, {
        ...listener,
        interrupted: () => {
          observe('interrupted');
          listener.interrupted();
        },
        lost: (reason) => {
          leaveWith('lost');
          listener.lost(reason);
        },
      })
      .catch((error: unknown) => {
        observe('not-joined');
        throw error;
      });
    observe('joined');
    return {
      ...session,
      leave: () => {
        leaveWith('left');
        session.leave();
      },
    };
  },
  dispose: voice.dispose,
});
