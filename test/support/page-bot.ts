import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  type ApplicationCommandData,
  type Interaction,
} from 'discord.js';

const songs = ['Stay With Me', 'Beautiful', 'I Will Go to You Like the First Snow', '첫눈처럼 너에게 가겠다'];

const commands: ApplicationCommandData[] = [
  {
    name: 'ost',
    description: 'Songs of dramas',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'song',
        description: 'Find a song',
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'query',
            description: 'Title of the song',
            required: true,
            autocomplete: true,
          },
        ],
      },
    ],
  },
  { name: 'memory', description: 'Write down a memory' },
  { name: 'slow', description: 'Thinks before it answers' },
  { name: 'silent', description: 'Never answers' },
  { name: 'Find the OST', type: ApplicationCommandType.Message },
];

const buttons = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder()
      .setStyle(ButtonStyle.Link)
      .setLabel('Spotify')
      .setURL('https://open.spotify.com/search/x'),
    new ButtonBuilder().setStyle(ButtonStyle.Success).setLabel('Save').setEmoji('⭐').setCustomId('save'),
    new ButtonBuilder()
      .setStyle(ButtonStyle.Secondary)
      .setLabel('Gone')
      .setCustomId('gone')
      .setDisabled(true),
  );

const select = () =>
  new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('pick')
      .setPlaceholder('Pick a song')
      .addOptions(songs.map((label) => ({ label, value: label }))),
  );

const songEmbed = (title: string) =>
  new EmbedBuilder()
    .setTitle(title)
    .setDescription('**도깨비** · *Chanyeol, Punch* <script>alert(1)</script>')
    .setImage('https://images.example.com/cover.png')
    .addFields({ name: 'Drama', value: 'Guardian: The Lonely and Great God', inline: true });

const memoryModal = () =>
  new ModalBuilder()
    .setCustomId('memory')
    .setTitle('A memory')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('What it means to you')
        .setTextInputComponent(new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph)),
    );

const answerCommand = async (interaction: Extract<Interaction, { commandName: string }>) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = songs.filter((song) => song.toLowerCase().includes(typed));
    await interaction.respond(found.map((name) => ({ name, value: name })));
    return;
  }
  switch (interaction.commandName) {
    case 'ost': {
      if (!interaction.isChatInputCommand()) return;
      const embeds = [songEmbed(interaction.options.getString('query', true))];
      await interaction.reply({ embeds, components: [buttons(), select()] });
      return;
    }
    case 'memory':
      await interaction.showModal(memoryModal());
      return;
    case 'slow':
      await interaction.deferReply();
      setTimeout(() => void interaction.editReply('Here it is.'), 600);
      return;
    case 'Find the OST':
      await interaction.reply({ content: 'A song is named here.', flags: MessageFlags.Ephemeral });
      return;
    default:
  }
};

const answer = async (interaction: Interaction): Promise<void> => {
  if (interaction.isCommand() || interaction.isAutocomplete()) await answerCommand(interaction);
  else if (interaction.isButton()) {
    await interaction.reply({ content: 'Saved to your favourites.', flags: MessageFlags.Ephemeral });
  } else if (interaction.isStringSelectMenu()) {
    await interaction.update({ content: `Picked **${interaction.values.join()}**`, components: [] });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Remembered: ${interaction.fields.getTextInputValue('text')}`);
  }
};

/** A small bot of real discord.js that uses every kind of answer the page must show. */
export const startPageBot = async (options: { apiUrl: string; token: string; guildId: string }) => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: options.apiUrl } });
  const errors: string[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => {
      errors.push(String(error));
    });
  });
  const isReady = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(options.token);
  await isReady;
  await client.application?.commands.set(commands, options.guildId);
  const guild = await client.guilds.fetch(options.guildId);
  return {
    errors,
    addEvent: (name: string) =>
      guild.scheduledEvents.create({
        name,
        description: 'Bring tissues. **Set list** of eight songs.',
        scheduledStartTime: new Date(Date.now() + 3_600_000),
        scheduledEndTime: new Date(Date.now() + 7_200_000),
        privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
        entityType: GuildScheduledEventEntityType.External,
        entityMetadata: { location: 'The roof' },
      }),
    stop: () => client.destroy(),
  };
};
