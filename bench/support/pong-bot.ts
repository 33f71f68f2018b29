import { Client, GatewayIntentBits } from 'discord.js';

/** The least a discord.js bot can be: the yardstick for ours. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
});
client.on('interactionCreate', (interaction) => {
  // One that comes too late is lost, not the end.
  if (interaction.isRepliable()) interaction.reply('pong').catch(() => undefined);
});
client.once('clientReady', (ready) => {
  void ready.application.commands.set([{ name: 'pong', description: 'pong' }]).then(() => {
    console.log('ready');
  });
});
await client.login(process.env['DISCORD_TOKEN']);
