const COLUMNS = [
  'number',
  'incident_state',
  'active',
  'reopen_count',
  'sys_mod_count',
  'made_sla',
  'opened_at',
  'sys_updated_at',
  'closed_at',
] as const;

/** One row of a log of incidents; what is left out is as an incident that was just opened has it. */
export type HistoryRow = Partial<Record<(typeof COLUMNS)[number], string>>;

const OPENED: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  number: 'INC1',
  incident_state: 'New',
  active: 'true',
  reopen_count: '0',
  sys_mod_count: '0',
  made_sla: 'true',
  opened_at: '29/2/2016 06:38',
  sys_updated_at: '29/2/2016 06:42',
  closed_at: '?',
};

/** A log of incidents as ServiceNow exports it. */
export const historyCsv = (rows: readonly HistoryRow[]): string =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? OPENED[column]))]
    .map((cells) => cells.join(','))
    .join('\n');

/** So many rows of a log, several a ticket; the same ones each time. */
export const madeUpLog = (rows: number): HistoryRow[] =>
  Array.from({ length: rows }, (_, index) => ({
    number: `INC${index % Math.ceil(rows / 6)}`,
    sys_mod_count: String(Math.floor(index / Math.ceil(rows / 6))),
    made_sla: String(index % 3 > 0),
    reopen_count: index % 41 === 0 ? '1' : '0',
    active: String(index % 5 > 0),
    sys_updated_at: `${1 + (index % 28)}/3/2016 08:${String(index % 60).padStart(2, '0')}`,
  }));
