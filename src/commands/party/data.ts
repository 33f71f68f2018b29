import { ApplicationCommandOptionType as OptionType, ChannelType } from 'discord.js';
import type { CommandData } from '../../discord/options.ts';

const choice = <const Value extends string>(value: Value, name: string) => ({ name, value });

const sub = <const Name extends string, const Description extends string>(
  name: Name,
  description: Description,
) => ({ type: OptionType.Subcommand, name, description }) as const;

export const partyData = {
  name: 'party',
  description: 'Listening parties: planned together, heard together',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'schedule',
      description: 'Plan a listening party',
      options: [
        {
          type: OptionType.String,
          name: 'title',
          description: 'What it is called',
          required: true,
          max_length: 100,
        },
        {
          type: OptionType.String,
          name: 'when',
          description: 'Like “fri 9pm”, “tomorrow 20:30”, “11월 27일 오후 8시”, or “now”',
          required: true,
          max_length: 100,
        },
        {
          type: OptionType.Channel,
          name: 'channel',
          description: 'Where it takes place (the voice channel you are in)',
          channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice, ChannelType.GuildText],
        },
        {
          type: OptionType.String,
          name: 'theme',
          description: 'Drafts a set list: a mood, a drama, an artist, your favourites or an anniversary',
          autocomplete: true,
          max_length: 100,
        },
        {
          type: OptionType.String,
          name: 'repeat',
          description: 'Whether it comes again (none)',
          choices: [choice('none', 'Once'), choice('weekly', 'Every week'), choice('monthly', 'Every month')],
        },
        {
          type: OptionType.Integer,
          name: 'capacity',
          description: 'How many can come; the others wait in line',
          min_value: 1,
          max_value: 10_000,
        },
        {
          type: OptionType.String,
          name: 'mode',
          description: 'Who plays the music',
          choices: [
            choice('voice', 'Voice: I play it in the channel'),
            choice('link-only', 'Link-only: everyone presses play together'),
          ],
        },
        {
          type: OptionType.Integer,
          name: 'minutes',
          description: 'How long it lasts (90)',
          min_value: 10,
          max_value: 480,
        },
      ],
    },
    sub('now', 'What is going on, and what you missed'),
    sub('list', 'The parties of this server'),
    sub('edit', 'Change a party of yours'),
    sub('cancel', 'Call a party of yours off'),
    {
      type: OptionType.Subcommand,
      name: 'add',
      description: 'Ask for a song at the party',
      options: [
        {
          type: OptionType.String,
          name: 'query',
          description: 'A title in English, Korean or romanised, or a singer',
          required: true,
          autocomplete: true,
          max_length: 200,
        },
      ],
    },
    sub('remove', 'Take back a song you asked for'),
    sub('setlist', 'What will be played, and why'),
    sub('skip', 'Vote to skip this track'),
    sub('pause', 'Pause the party (host, DJs)'),
    sub('resume', 'Go on (host, DJs)'),
    sub('end', 'End the party and show the recap (host, DJs)'),
    sub('recap', 'How the last party was'),
    sub('replay', 'Hold an old party again, with the reactions of then'),
    sub('export', 'What was played at a party, as files'),
  ],
} as const satisfies CommandData;
