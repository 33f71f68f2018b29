import { UserError } from '../../core/errors.ts';
import { button, modal } from '../../discord/command.ts';
import type { Component } from '../../discord/command.ts';
import { ask, whisper } from '../../discord/replies.ts';
import type { Reports } from '../../services/reports.ts';
import type { Label } from '../../views/labels.ts';
import { reportField, reportModal } from '../../views/report.ts';
import { routes } from '../../views/routes.ts';

interface ReportingDeps {
  readonly label: Label;
  readonly reports: Reports;
}

/** "Report a mistake" on every card: asks what is wrong and keeps it for the operator. */
export const reporting = ({ label, reports }: ReportingDeps): readonly Component[] => [
  button(routes.reportOpen, {
    run: ({ text }, { params }) => {
      const name = label(params.kind, params.id);
      if (name === undefined) throw new UserError('expired', {});
      return ask(reportModal(params, name, text));
    },
  }),
  modal(routes.reportSend, {
    run: async ({ userId, guildId, text }, { params, fields }) => {
      if (label(params.kind, params.id) === undefined) throw new UserError('expired', {});
      const filed = await reports.file(userId, {
        ...params,
        origin: 'card',
        guildId,
        text: fields[reportField] ?? '',
      });
      return whisper({ content: text.reports.outcome[filed] });
    },
  }),
];
