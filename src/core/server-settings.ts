import { z } from 'zod';

/** What a channel of a server can be chosen for. */
export const channelUses = ['quiz', 'party', 'announcements'] as const;
export type ChannelUse = (typeof channelUses)[number];

const id = z.string().min(1).max(30);

export const serverSettingsSchema = z
  .strictObject({
    /** A locale we have texts in; without one, the language that Discord says the server has. */
    locale: z.string().max(10).optional(),
    /** IANA. */
    zone: z.string().max(64).optional(),
    /** Who has this role may steer parties and games, beside hosts and moderators. */
    djRoleId: id.optional(),
    channels: z
      .strictObject({ quiz: id.optional(), party: id.optional(), announcements: id.optional() })
      .readonly(),
  })
  .readonly();

/** What the moderators of a server have decided; what they have not is absent. */
export type ServerSettings = z.infer<typeof serverSettingsSchema>;
