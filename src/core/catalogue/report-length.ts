/** Longest text of a report of a mistake, in UTF-16 units; Discord counts a modal's field the same way. */
export const maxReportLength = 500;
