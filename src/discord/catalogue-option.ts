import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { fromReference, toReference } from '../core/catalogue/reference.ts';
import type { Search, SearchKind } from '../core/search/search.ts';
import { fold } from '../core/text/fold.ts';
import type { Label } from '../views/labels.ts';
import type { Choice, Complete } from './command.ts';

const maxChoices = 25;

/** Deep enough that a member's own entry is among the hits of a short query. */
const ownSearchDepth = 200;

/** The data of such an option, all but its description: a title is longer than any name, and shorter than this. */
export const catalogueOptionData = <const Name extends string>(name: Name) =>
  ({ type: OptionType.String, name, required: true, autocomplete: true, max_length: 200 }) as const;

/** An option that names one entry of the catalogue: its suggestions, and what was meant by what came in. */
export interface CatalogueOption {
  readonly complete: Complete;
  /** `undefined` when nothing is like it. */
  pick(typed: string): string | undefined;
  /** Suggestions out of a list of the member's own, given latest first. */
  completeOwn(ids: readonly string[], typed: string): readonly Choice[];
  pickOwn(ids: readonly string[], typed: string): string | undefined;
}

export const createCatalogueOption = (
  kind: SearchKind,
  { search, label }: { search: Search; label: Label },
): CatalogueOption => {
  const choice = (id: string): Choice => ({ name: label(kind, id) ?? '', value: toReference(id) });

  const byReference = (typed: string): string | undefined => {
    const id = fromReference(typed);
    return id !== undefined && label(kind, id) !== undefined ? id : undefined;
  };

  /** The member's own that fit: what search finds, then labels that hold the words as typed. */
  const findOwn = (ids: readonly string[], typed: string): readonly string[] => {
    const known = ids.filter((id) => label(kind, id) !== undefined);
    const words = fold(typed);
    if (words === '') return known;
    const own = new Set(known);
    const hits = search.find(typed, { kind, limit: ownSearchDepth }).map(({ id }) => id);
    const spelt = known.filter((id) => fold(label(kind, id) ?? '').includes(words));
    return [...new Set([...hits.filter((id) => own.has(id)), ...spelt])];
  };

  return {
    complete: (_context, typed) =>
      search.find(typed, { kind, limit: maxChoices }).map(({ id }) => choice(id)),
    pick: (typed) => byReference(typed) ?? search.find(typed, { kind, limit: 1 })[0]?.id,
    completeOwn: (ids, typed) => findOwn(ids, typed).slice(0, maxChoices).map(choice),
    pickOwn: (ids, typed) => {
      const id = byReference(typed);
      return id === undefined ? findOwn(ids, typed)[0] : ids.find((own) => own === id);
    },
  };
};
