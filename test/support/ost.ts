import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { createFindTheOst } from '../../src/commands/find-the-ost.ts';
import { createOst } from '../../src/commands/ost.ts';
import { createFindMentions } from '../../src/core/search/mentions.ts';
import { createSearch } from '../../src/core/search/search.ts';
import type { ComponentInput } from '../../src/discord/command.ts';
import { createRegistry } from '../../src/discord/registry.ts';
import type { Reply, View } from '../../src/discord/replies.ts';
import { routeName } from '../../src/discord/routes.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import { createMoodTags } from '../../src/services/mood-tags.ts';
import { createReports } from '../../src/services/reports.ts';
import { createLabel } from '../../src/views/labels.ts';
import { contextOf, partsOf } from './handlers.ts';

/** The catalogue as it is, read once for a test file. */
export const catalogue = await loadCatalogue('data');
export const search = createSearch(catalogue);
export const label = createLabel(catalogue);
export const findMentions = createFindMentions(search);

interface Use {
  readonly values?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly userId?: string;
  readonly guildId?: string | null;
}

/** `/ost` with the real catalogue and real stores in memory, without Discord in between. */
export const createOstBench = () => {
  const stores = createMemoryStores();
  const clock = { time: 1_700_000_000_000, now: () => clock.time };
  const rng = { value: 0, next: () => rng.value };
  const moodTags = createMoodTags({ stores });
  const reports = createReports({ stores, clock });
  const favourites = createFavourites({ stores, clock });
  const ost = createOst({ catalogue, search, label, rng, moodTags, reports, favourites });
  const findTheOst = createFindTheOst({ catalogue, label, moodTags, findMentions });
  const { components } = createRegistry([ost], [findTheOst]);

  return {
    clock,
    rng,
    moodTags,
    reports,
    run: async (path: string, options: Record<string, string | boolean>, guildId: string | null = 'g') =>
      ost.handlers[path]!.run(contextOf({ userId: 'mina', guildId }), options),
    complete: async (path: string, option: string, typed: string) =>
      ost.handlers[path]!.complete![option]!(contextOf({ userId: 'mina', guildId: 'g' }), typed),
    /** Presses a button, picks from a select or submits a modal, by its id. */
    use: async (
      customId: string,
      { values = [], fields = {}, userId = 'mina', guildId = 'g' }: Use = {},
    ): Promise<Reply> => {
      const component = components.get(routeName(customId));
      const params = component?.route.decode(customId);
      if (component === undefined || params === undefined) throw new Error(`nothing answers ${customId}`);
      const context = contextOf({ userId, guildId });
      for (const guard of component.guards ?? []) guard(context);
      const input: unknown = { params, values, fields };
      return component.run(context, input as ComponentInput<never>);
    },
    findIn: async (message: object) =>
      findTheOst.run(contextOf({ userId: 'mina', guildId: 'g' }), message as never),
  };
};

/** The id of the button with this label. */
export const idOf = (view: View, buttonLabel: string): string => {
  const found = partsOf(view).find((part) => part.label === buttonLabel)?.custom_id;
  if (found === undefined) throw new Error(`no button "${buttonLabel}"`);
  return found;
};

/** The select whose id begins so. */
export const selectOf = (view: View, route: string) =>
  partsOf(view).find((part) => part.options !== undefined && routeName(part.custom_id ?? '') === route);
