import { deployCommands } from '../app.ts';
import { loadConfig } from '../config.ts';
import { tellFailure } from '../startup-failure.ts';

/** `npm run commands:deploy`: makes Discord's list of commands equal to ours, without starting the bot. */
try {
  const config = loadConfig();
  const { registered, commands } = await deployCommands(config);
  console.log(`${commands} commands ${registered === 'updated' ? 'deployed' : 'were up to date'}.`);
} catch (error) {
  tellFailure(error, 'info');
}
