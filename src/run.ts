import { giveBackMemory } from './adapters/machine.ts';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { closeWithinMs, revealWithinMs } from './core/wind-down.ts';
import { tellFailure } from './startup-failure.ts';

/** A stop that hangs is ended by force: an operator's restart must not wait. */
const stopWithinMs = revealWithinMs + closeWithinMs;

/** The bot from the environment to its end: whoever starts it need only wait for its signals. */
export const run = async (): Promise<void> => {
  try {
    const config = loadConfig();
    const app = createApp(config, console.log, { onWarm: giveBackMemory });
    let isStopping = false;
    const stop = () => {
      // Who asks twice does not want to wait.
      if (isStopping) process.exit(1);
      isStopping = true;
      setTimeout(() => process.exit(1), stopWithinMs).unref();
      void app.stop();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    await app.start().catch((error: unknown) => {
      tellFailure(error, config.logLevel);
    });
  } catch (error) {
    tellFailure(error, 'info');
  }
};
