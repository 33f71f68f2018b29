import type { APIMessage } from 'discord-api-types/v10';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Rng } from '../../src/core/ports.ts';
import type { Fan } from '../../test/support/fan.ts';

/** An act of a member under faults: told that it is done, told that it is not, or told nothing. */
type Told = 'done' | 'nothing' | 'refused';

/** How much of it has to be in the books at least and at most. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** What members were told, act by act: an act that is tried again is still one. */
export const createModel = () => {
  const acts = new Map<string, Map<string, Told>>();
  const done: Record<string, number> = {};
  const count = (what: string): void => {
    done[what] = (done[what] ?? 0) + 1;
  };
  const of = (ledger: string): ReadonlyMap<string, Told> => acts.get(ledger) ?? new Map<string, Told>();
  return {
    done,
    count,
    note: (ledger: string, act: string, told: Told): void => {
      const own = acts.get(ledger) ?? new Map<string, Told>();
      acts.set(ledger, own);
      const before = own.get(act);
      if (before === 'done' || (before === 'nothing' && told === 'refused')) return;
      own.set(act, told);
    },
    confirmed: (ledger: string): readonly string[] =>
      [...of(ledger)].flatMap(([act, told]) => (told === 'done' ? [act] : [])),
    spanOf: (ledger: string): Span => {
      const all = [...of(ledger).values()];
      const least = all.filter((told) => told === 'done').length;
      return { least, most: least + all.filter((told) => told === 'nothing').length };
    },
    /** Runs it and says whether it was answered; under faults not everything is. */
    attempt: async <Result>(what: string, act: () => Promise<Result>): Promise<Result | undefined> => {
      try {
        const result = await act();
        count(what);
        return result;
      } catch {
        count(`${what}, unanswered`);
        return undefined;
      }
    },
  };
};
export type Model = ReturnType<typeof createModel>;

/**
 * What an answer says of the act. That something went wrong leaves open what was stored, and so does the message `pressed`,
 * which may have been edited for somebody else at that moment.
 */
export const toldBy = (answer: APIMessage | undefined, confirms: RegExp, pressed?: APIMessage): Told => {
  if (answer === undefined || answer.id === pressed?.id) return 'nothing';
  const text = `${answer.content} ${JSON.stringify(answer.embeds)}`;
  if (confirms.test(text)) return 'done';
  return text.includes('Something went wrong') ? 'nothing' : 'refused';
};

/** Some members of one server, at it until it is over. */
export interface Life {
  readonly fans: readonly Fan[];
  readonly rng: Rng;
  readonly model: Model;
  readonly catalogue: Catalogue;
  readonly storeUrl: string;
  readonly isOver: () => boolean;
  readonly inVoice: boolean;
  /** Songs with sound. */
  readonly toneIds: readonly string[];
  /** How long it all lasts. */
  readonly lastsMs: number;
}

export const slowMs = 12_000;

/** The newest message of this fan's world that has a component of a route, and that component's ids. */
export const newestWith = (
  fan: Fan,
  route: string,
): { readonly message: APIMessage; readonly ids: readonly string[] } | undefined => {
  const idsIn = ({ components }: APIMessage) =>
    [...JSON.stringify(components ?? []).matchAll(/"custom_id":"([^"]+)"/g)].flatMap(([, id]) =>
      id?.startsWith(`${route}|`) === true ? [id] : [],
    );
  const message = [...fan.messages.values()].findLast((one) => idsIn(one).length > 0);
  return message && { message, ids: idsIn(message) };
};
