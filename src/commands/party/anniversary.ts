import { UserError } from '../../core/errors.ts';
import { DEFAULT_MINUTES, REQUEST_CAP } from '../../core/party/rules.ts';
import { dayAt } from '../../core/calendar.ts';
import { eveningOf } from '../../core/party/anniversaries.ts';
import type { Plan } from '../../core/party/types.ts';
import { button } from '../../discord/command.ts';
import type { Context } from '../../discord/context.ts';
import { botMay, guildContext, inServer } from '../../discord/guards.ts';
import { update, whisper } from '../../discord/replies.ts';
import { keyOf } from '../../services/announcements.ts';
import type { Actor } from '../../services/parties.ts';
import { anniversaryView } from '../../views/follow.ts';
import { cut } from '../../views/format.ts';
import { mention } from '../../views/mention.ts';
import { routes } from '../../views/routes.ts';
import { shortTime } from '../../views/saved-list.ts';
import type { PartyCommandDeps } from './deps.ts';
import { createWhereOf } from './where.ts';

/** Who presses it is the host of a party with a drafted set list, in the voice channel they sit in or else by links. */
export const acceptAnniversary = ({
  catalogue,
  label,
  parties,
  clock,
  once,
  zoneOf,
  actorOf,
}: PartyCommandDeps & { readonly actorOf: (context: Context) => Actor }) => {
  const whereOf = createWhereOf(parties);
  return button(routes.anniversaryAccept, {
    guards: [inServer, botMay('ViewChannel', 'SendMessages', 'EmbedLinks')],
    run: async (context, { params }) => {
      const { guildId, channelId, userId, text, guildText } = guildContext(context);
      const { drama: dramaId, years } = params;
      const drama = catalogue.drama(dramaId);
      if (drama === undefined) throw new UserError('expired', {});
      const zone = zoneOf(guildId);
      // Pressed days later, it takes the next evening.
      const day = dayAt(shortTime.decode(params.at), zone);
      const plan: Plan = {
        title: cut(guildText.follow.partyTitle({ drama: label('drama', drama.id) ?? dramaId, years }), 100),
        startsAt: eveningOf(day, clock.now(), zone),
        minutes: DEFAULT_MINUTES,
        ...whereOf(context, { mode: undefined, channel: undefined }),
        textChannelId: channelId,
        hostId: userId,
        zone,
        capacity: null,
        theme: { kind: 'anniversary', dramaId: drama.id },
        order: 'fair',
        requestCap: REQUEST_CAP,
      };
      const isFirst = await once.run(
        keyOf('anniversary-party', guildId, dramaId, String(years)),
        async () => {
          await parties.schedule(guildId, actorOf(context), { plan, repeat: null });
        },
      );
      if (!isFirst) return whisper({ content: text.follow.acceptedAlready });
      const what = { dramaId, years, day, startsAt: plan.startsAt };
      return update(anniversaryView(catalogue, what, { acceptedBy: mention(userId) }, guildText));
    },
  });
};
