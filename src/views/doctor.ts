import type { APIEmbedField } from 'discord.js';
import type { Finding, FindingCode, Findings, Mark, SectionReport } from '../core/doctor/findings.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { accentColour, escapeText, fitLines } from './format.ts';

const marks: Readonly<Record<Mark, string>> = { ok: '✅', warning: '⚠️', problem: '❌' };
const colours = { ok: accentColour, warning: 0xe0a030, problem: 0xc8413b };
/** Nine sections at their longest would pass the 6,000 characters of an embed; only permissions can be that long. */
const maxFieldLength = { permissions: 1024, other: 560 };

type Sentences = { readonly [Code in FindingCode]: (params: Findings[Code]) => string };

const sentence = <Code extends FindingCode>({ code, params }: Finding<Code>, text: Catalog): string => {
  const sentences: Sentences = text.doctor.finding;
  // Names of roles are made by members: shown as text, never as markdown.
  const shown = 'role' in params ? { ...params, role: escapeText(params.role) } : params;
  return sentences[code](shown);
};

const toField = ({ section, findings }: SectionReport, text: Catalog): APIEmbedField => ({
  name: text.doctor.section[section],
  value: fitLines(
    findings.map((finding) => `${marks[finding.mark]} ${sentence(finding, text)}`),
    section === 'permissions' ? maxFieldLength.permissions : maxFieldLength.other,
  ),
});

export const doctorView = (reports: readonly SectionReport[], text: Catalog): View => {
  const all = reports.flatMap(({ findings }) => findings);
  const having = (mark: Mark) => all.filter((finding) => finding.mark === mark).length;
  const [problems, warnings] = [having('problem'), having('warning')];
  const worst = problems > 0 ? 'problem' : warnings > 0 ? 'warning' : 'ok';
  return {
    embeds: [
      {
        color: colours[worst],
        title: `${marks[worst]} ${text.doctor.title}`,
        description: text.doctor.summary({ problems, warnings }),
        fields: reports.map((report) => toField(report, text)),
      },
    ],
  };
};
