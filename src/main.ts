import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { tellFailure } from './startup-failure.ts';

/** A stop that hangs is ended by force: an operator's restart must not wait. */
const stopWithinMs = 1_900;

try {
  const config = loadConfig();
  const app = createApp(config, console.log);
  const stop = () => {
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    void app.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await app.start().catch((error: unknown) => {
    tellFailure(error, config.logLevel);
  });
} catch (error) {
  tellFailure(error, 'info');
}
