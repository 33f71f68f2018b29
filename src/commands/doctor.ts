import { InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { Clock } from '../core/ports.ts';
import { defineCommand } from '../discord/command.ts';
import { guildContext, inServer, memberMay } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { whisper } from '../discord/replies.ts';
import type { Doctor } from '../services/doctor.ts';
import { doctorView } from '../views/doctor.ts';

export const data = {
  name: 'doctor',
  description: 'What works here, what does not, and how to mend it (moderators)',
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  contexts: [InteractionContextType.Guild],
} as const satisfies CommandData;

export interface DoctorCommandDeps {
  readonly doctor: Doctor;
  readonly clock: Clock;
}

export const createDoctorCommand = ({ doctor, clock }: DoctorCommandDeps) =>
  defineCommand(data, {
    handlers: {
      doctor: {
        guards: [inServer, memberMay('ManageGuild')],
        defer: 'ephemeral',
        run: async (context) => {
          const { guildId, channelId, at, text } = guildContext(context);
          const visit = { guildId, channelId, askedAtMs: at, heardAtMs: clock.now() };
          return whisper(doctorView(await doctor.examine(visit), text));
        },
      },
    },
  });
