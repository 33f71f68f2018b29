import { finding, sections } from '../core/doctor/findings.ts';
import type { Finding, Section, SectionReport } from '../core/doctor/findings.ts';
import type { Log } from '../core/log.ts';

/** Where and when somebody asks. */
export interface Visit {
  readonly guildId: string;
  readonly channelId: string;
  /** When the member acted, by Discord's clock. */
  readonly askedAtMs: number;
  /** When we began to look, by ours: later by the way here and by the time an answer was promised in. */
  readonly heardAtMs: number;
}

/** Looks at one thing. It may fail and it may hang: both become a line. */
export interface Check {
  readonly section: Section;
  run(visit: Visit, signal: AbortSignal): readonly Finding[] | Promise<readonly Finding[]>;
}

export interface Doctor {
  examine(visit: Visit): Promise<readonly SectionReport[]>;
}

export interface DoctorDeps {
  readonly checks: readonly Check[];
  readonly log: Log;
  /** For one check; they run side by side. Default: 6 000. */
  readonly limitMs?: number;
}

const worstFirst = { problem: 0, warning: 1, ok: 2 };

export const createDoctor = ({ checks, log, limitMs = 6_000 }: DoctorDeps): Doctor => {
  const perform = async ({ section, run }: Check, visit: Visit): Promise<readonly Finding[]> => {
    const limit = AbortSignal.timeout(limitMs);
    const outOfTime = new Promise<'slow'>((resolve) => {
      limit.addEventListener('abort', () => {
        resolve('slow');
      });
    });
    try {
      const result = await Promise.race([Promise.try(() => run(visit, limit)), outOfTime]);
      if (result !== 'slow') return result;
      return [finding('problem', 'checkSlow', { seconds: Math.round(limitMs / 1000) })];
    } catch (error) {
      // A check that gives up at the limit was slow, whatever it says of it.
      if (limit.aborted) return [finding('problem', 'checkSlow', { seconds: Math.round(limitMs / 1000) })];
      log.error({ err: error, section }, 'a check of the doctor failed');
      return [finding('problem', 'checkFailed', {})];
    }
  };

  return {
    examine: async (visit) => {
      const done = await Promise.all(
        checks.map(async (check) => ({ section: check.section, findings: await perform(check, visit) })),
      );
      return sections.flatMap((section) => {
        const findings = done
          .filter((report) => report.section === section)
          .flatMap((report) => report.findings)
          .sort((a, b) => worstFirst[a.mark] - worstFirst[b.mark]);
        return findings.length === 0 ? [] : [{ section, findings }];
      });
    },
  };
};
