import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type DiscordAPIError,
  InteractionContextType,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fan } from '../support/fan.ts';
import { refused } from '../support/refused.ts';
import { startPlayground, type Playground } from '../support/playground.ts';

let playground: Playground;
let client: Client<true>;
let fan: Fan;
const problems: unknown[] = [];

beforeEach(async () => {
  problems.length = 0;
  playground = await startPlayground();
  client = await playground.login();
  await playground.register([
    {
      name: 'ost',
      description: 'songs',
      options: [
        {
          name: 'song',
          description: 'one song',
          type: ApplicationCommandOptionType.Subcommand,
          options: [
            {
              name: 'query',
              description: 'what',
              type: ApplicationCommandOptionType.String,
              required: true,
              autocomplete: true,
              maxLength: 20,
            },
            {
              name: 'rounds',
              description: 'how many',
              type: ApplicationCommandOptionType.Integer,
              minValue: 1,
              maxValue: 5,
            },
          ],
        },
      ],
    },
    { name: 'ping', description: 'pong' },
    { name: 'Find the OST', type: ApplicationCommandType.Message },
    { name: 'OST profile', type: ApplicationCommandType.User },
  ]);
  fan = await playground.fan('dana');
});

afterEach(async () => {
  await playground.stop();
  expect(problems).toEqual([]);
  expect(playground.server.unknownRoutes).toEqual([]);
});

const answer = (act: (interaction: Interaction) => Promise<unknown>): void => {
  client.on('interactionCreate', (interaction) => {
    act(interaction).catch((error: unknown) => problems.push(error));
  });
};

const answerCommand = (
  act: (interaction: ChatInputCommandInteraction<'cached'>) => Promise<unknown>,
): void => {
  answer(async (interaction) => {
    if (interaction.isChatInputCommand() && interaction.inCachedGuild()) await act(interaction);
  });
};

test('a reply carries the options, the person and the place', async () => {
  answerCommand(async (interaction) => {
    expect(interaction.context).toBe(InteractionContextType.Guild);
    expect(interaction.memberPermissions.has('SendMessages')).toBe(true);
    expect(interaction.appPermissions.has('EmbedLinks')).toBe(true);
    const { options, locale, guildLocale } = interaction;
    const parts = [
      options.getSubcommand(),
      options.getString('query'),
      options.getInteger('rounds'),
      locale,
      guildLocale,
    ];
    await interaction.reply(parts.join('|'));
  });
  const message = await fan.command('ost song', { query: 'stay', rounds: 3 });
  expect(message.content).toBe('song|stay|3|en-US|en-US');
  expect(message.interaction_metadata?.user.username).toBe('dana');
  const minseo = await playground.fan('minseo');
  expect((await minseo.command('ost song', { query: '소나기' })).content).toBe('song|소나기||ko|en-US');
});

test('a deferred reply is seen as thinking, then edited, then followed up', async () => {
  answerCommand(async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply({ content: 'found', embeds: [{ title: 'Stay With Me' }] });
    const reply = await interaction.fetchReply();
    expect(reply.content).toBe('found');
    await interaction.followUp('and more');
    await interaction.followUp({ content: 'only you', flags: MessageFlags.Ephemeral });
  });
  const other = await playground.fan('lucia');
  const message = await fan.command('ping');
  expect(message).toMatchObject({
    content: 'found',
    edited_timestamp: null,
    embeds: [{ title: 'Stay With Me' }],
  });
  const first = fan.events.find(({ name }) => name === 'MESSAGE_CREATE');
  expect(Number(first?.data['flags']) & MessageFlags.Loading).toBe(MessageFlags.Loading);
  await fan.waitForMessage(({ content }) => content === 'only you');
  await other.waitForMessage(({ content }) => content === 'and more');
  expect([...other.messages.values()].map(({ content }) => content)).toEqual(['found', 'and more']);
  const history = await fan.rest('GET', `/channels/${message.channel_id}/messages`);
  expect(history.body).toHaveLength(2);
});

test('autocomplete reaches the bot unfinished and comes back as choices', async () => {
  answer(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const focused = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${focused.name}:${focused.value}`, value: 'id' }]);
  });
  const choices = await fan.autocomplete('ost song', { query: 'st' }, 'query');
  expect(choices).toEqual([{ name: 'query:st', value: 'id' }]);
});

test('more than 25 choices are refused', async () => {
  const outcome = new Promise<DiscordAPIError>((resolve) => {
    answer(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const choices = Array.from({ length: 26 }, (_, index) => ({ name: `n${index}`, value: `v${index}` }));
      resolve(await refused(interaction.respond(choices)));
      await interaction.respond([]);
    });
  });
  await fan.autocomplete('ost song', { query: 'x' }, 'query');
  expect(await outcome).toMatchObject({ code: 50035, status: 400 });
});

test('buttons update their message, selects carry values, disabled ones are refused', async () => {
  const row = (label: string, disabled = false) =>
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder()
        .setCustomId('more')
        .setLabel(label)
        .setStyle(ButtonStyle.Primary)
        .setDisabled(disabled),
    );
  const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' }),
  );
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ components: [row('More'), menu] });
    if (interaction.isButton())
      await interaction.update({ content: 'more!', components: [row('Done', true), menu] });
    if (interaction.isStringSelectMenu()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: `picked ${interaction.values.join()}` });
    }
  });
  const message = await fan.command('ping');
  const updated = await fan.click(message, 'More');
  expect(updated).toMatchObject({ id: message.id, content: 'more!' });
  await expect(fan.click(updated, 'Done')).rejects.toThrow('50035');
  expect((await fan.select(updated, 'pick', ['b'])).content).toBe('picked b');
  await expect(fan.select(updated, 'pick', ['c'])).rejects.toThrow('50035');
});

test('an ephemeral message and its buttons belong to one person', async () => {
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('own').setLabel('Mine').setStyle(ButtonStyle.Secondary),
  );
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({ content: 'secret', components: [row], flags: MessageFlags.Ephemeral });
    }
    if (interaction.isButton()) await interaction.update({ content: 'changed', components: [] });
  });
  const other = await playground.fan('lucia');
  const message = await fan.command('ping');
  expect(message.flags).toBe(MessageFlags.Ephemeral);
  await expect(other.click(message, 'own')).rejects.toThrow('10008');
  expect((await fan.click(message, 'own')).content).toBe('changed');
  expect(other.messages.size).toBe(0);
});

test('a modal opens, is checked and comes back', async () => {
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const input = new TextInputBuilder()
        .setCustomId('text')
        .setStyle(TextInputStyle.Short)
        .setMaxLength(10);
      const label = new LabelBuilder().setLabel('Memory').setTextInputComponent(input);
      const modal = new ModalBuilder().setCustomId('memory').setTitle('A memory').addLabelComponents(label);
      await interaction.showModal(modal);
    }
    if (interaction.isModalSubmit())
      await interaction.reply(`kept: ${interaction.fields.getTextInputValue('text')}`);
  });
  const modal = await fan.commandForModal('ping');
  expect(modal.title).toBe('A memory');
  await expect(fan.submitModal(modal, { text: 'far too long a text' })).rejects.toThrow(
    'BASE_TYPE_MAX_LENGTH',
  );
  expect((await fan.submitModal(modal, { text: 'rain' })).content).toBe('kept: rain');
});

test('context menus carry the whole target', async () => {
  answer(async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`on: ${interaction.targetMessage.content}`);
    if (interaction.isUserContextMenuCommand())
      await interaction.reply(`who: ${interaction.targetUser.username}`);
  });
  const message = await fan.type(fan.channelId('general'), 'I love Goblin');
  await fan.waitForMessage(({ id }) => id === message.id);
  expect((await fan.contextMenu('Find the OST', message.id)).content).toBe('on: I love Goblin');
  expect((await fan.contextMenu('OST profile', fan.user.id)).content).toBe('who: dana');
});

test('files come back from the same server', async () => {
  answerCommand(async (interaction) => {
    const file = new AttachmentBuilder(Buffer.from('BEGIN:VCALENDAR'), {
      name: 'party.ics',
      description: 'the date',
    });
    const chart = new AttachmentBuilder(Buffer.from('png'), { name: 'chart.png' });
    const embeds = [{ title: 'chart', image: { url: 'attachment://chart.png' } }];
    await interaction.reply({ files: [file, chart], embeds });
  });
  const message = await fan.command('ping');
  expect(message.attachments).toMatchObject([{ filename: 'party.ics', description: 'the date', size: 15 }]);
  const attachment = await fetch(message.attachments[0]!.url);
  expect(await attachment.text()).toBe('BEGIN:VCALENDAR');
  const image = await fetch(message.embeds[0]!.image!.url);
  expect(await image.text()).toBe('png');
});

test('a second first answer is 40060, a late one 10062 and the fan is told', async () => {
  const twice = new Promise<DiscordAPIError>((resolve) => {
    client.once('interactionCreate', (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const again = async (): Promise<void> => {
        const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
        await client.rest.post(path, { body: { type: 4, data: { content: 'one' } }, auth: false });
        resolve(
          await refused(client.rest.post(path, { body: { type: 4, data: { content: 'two' } }, auth: false })),
        );
      };
      again().catch((error: unknown) => problems.push(error));
    });
  });
  expect((await fan.command('ping')).content).toBe('one');
  expect(await twice).toMatchObject({ code: 40060, status: 400 });

  playground.server.world.firstAnswerMs = 300;
  const late = new Promise<DiscordAPIError>((resolve) => {
    answerCommand(async (interaction) => {
      await new Promise((wait) => setTimeout(wait, 400));
      resolve(await refused(interaction.reply('too late')));
    });
  });
  await expect(fan.command('ping')).rejects.toThrow('The application did not respond');
  expect(await late).toMatchObject({ code: 10062, status: 404 });
});

test('an answer names the subcommand it answers', async () => {
  client.on('interactionCreate', (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply('here');
  });
  expect(await fan.command('ost song', { query: 'rain' })).toMatchObject({
    interaction: { name: 'ost song' },
  });
});

test('what a fan fills in is held against the registered command', async () => {
  const [ost] = (await fan.commands()).filter(({ name }) => name === 'ost');
  const run = (options: unknown[]) =>
    fan.rest('POST', '/interactions', {
      type: 2,
      application_id: fan.applicationId,
      guild_id: fan.guildId,
      channel_id: fan.channelId('general'),
      data: { id: ost!.id, name: 'ost', type: 1, options: [{ name: 'song', type: 1, options }] },
    });
  const long = { name: 'query', type: 3, value: 'x'.repeat(21) };
  const many = { name: 'rounds', type: 4, value: 9 };
  expect(await run([long, many])).toMatchObject({
    status: 400,
    body: {
      code: 50035,
      errors: {
        data: {
          options: {
            0: {
              options: {
                0: { value: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } },
                1: { value: { _errors: [{ code: 'NUMBER_TYPE_MAX' }] } },
              },
            },
          },
        },
      },
    },
  });
  expect(await run([])).toMatchObject({ status: 400 });
  expect(await run([{ name: 'nothing', type: 3, value: 'x' }])).toMatchObject({ status: 400 });
});
