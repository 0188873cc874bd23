import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { SeatkeeperError } from '../domain/errors';
import type { PastEvent, Said } from '../domain/kpi/history';
import { sha256 } from '../domain/request/request-digest';

interface RowProblem {
  readonly row: number;
  readonly message: string;
}

interface HistoryPart {
  readonly events: readonly PastEvent[];
  readonly problems: readonly RowProblem[];
}

const NEEDED = [
  'number',
  'incident_state',
  'active',
  'reopen_count',
  'sys_mod_count',
  'made_sla',
  'opened_at',
  'sys_updated_at',
] as const;
const DATES = ['opened_at', 'sys_updated_at', 'sys_created_at', 'resolved_at', 'closed_at'] as const;
const MOST_TICKET_CHARACTERS = 20;

const parsedRows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * The events of a part of an incident log as ServiceNow exports it: one row an update, times as `d/m/yyyy hh:mm`
 * without a zone, read as UTC, `?` for what is missing. A row that is wrong somewhere is named and kept, with what
 * can be read of it: the numbers of tickets and events stay those of the file.
 * @param text the file's header and some whole rows of it
 * @param firstRow where in the file the first of them stands, the header being row 1
 * @throws {SeatkeeperError} `invalid` when the text is no CSV or lacks a column
 */
export function readServiceNowPart(text: string, firstRow: number): HistoryPart {
  const [header = [], ...rows] = recordsOf(text);
  const missing = NEEDED.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new SeatkeeperError('invalid', `The file has no column ${missing.join(', ')}.`);
  const events: PastEvent[] = [];
  const problems: RowProblem[] = [];
  for (const [index, record] of rows.entries()) {
    const row = firstRow + index;
    const cells = new Map(header.map((name, position) => [name, record[position]?.trim() ?? '?']));
    const name = (message: string): void => void problems.push({ row, message });
    if (record.length !== header.length) name(`${record.length} cells where the header has ${header.length}`);
    events.push(eventOf(row, cells, record, name));
  }
  return { events, problems };
}

function recordsOf(text: string): readonly (readonly string[])[] {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return parsedRows.parse(parsed).map(({ record }) => record);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    throw new SeatkeeperError('invalid', `The part is not a CSV with one header row: ${reason}`, {
      cause: error,
    });
  }
}

function eventOf(
  row: number,
  cells: ReadonlyMap<string, string>,
  record: readonly string[],
  name: (message: string) => void,
): PastEvent {
  const cell = (column: string): string => cells.get(column) ?? '?';
  const ticket = cell('number');
  const isNamed = ticket !== '?' && ticket !== '' && ticket.length <= MOST_TICKET_CHARACTERS;
  if (!isNamed) name(`number ${quoted(ticket)} names no ticket`);
  const state = cell('incident_state');
  if (!/^\p{L}/u.test(state)) name(`incident_state ${quoted(state)} is no state`);
  const times = new Map(DATES.map((column) => [column, momentOf(cell(column))]));
  for (const column of DATES) {
    const isMissing = cell(column) === '?' && column !== 'opened_at' && column !== 'sys_updated_at';
    if (!isMissing && times.get(column) === undefined)
      name(`${column} ${quoted(cell(column))} is no date like 29/2/2016 06:38`);
  }
  const changes = countOf(cell('sys_mod_count'));
  if (changes === undefined) name(`sys_mod_count ${quoted(cell('sys_mod_count'))} is no number`);
  const reopenings = countOf(cell('reopen_count'));
  if (reopenings === undefined) name(`reopen_count ${quoted(cell('reopen_count'))} is no number`);
  const slaMissed = SLA_MISSED.get(cell('made_sla').toLowerCase()) ?? 'unknown';
  if (slaMissed === 'unknown') name(`made_sla ${quoted(cell('made_sla'))} is neither true nor false`);
  return {
    row,
    ticket: isNamed ? ticket : '',
    key: sha256(JSON.stringify(record)),
    at: times.get('sys_updated_at') ?? 0,
    changes: changes ?? 0,
    isClosed: cell('active').toLowerCase() === 'false',
    slaMissed,
    reopened: reopenings === undefined ? 'unknown' : reopenings > 0 ? 'yes' : 'no',
  };
}

const SLA_MISSED: ReadonlyMap<string, Said> = new Map([
  ['true', 'no'],
  ['false', 'yes'],
]);

const quoted = (text: string): string => `“${text.slice(0, 40)}”`;

const countOf = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/;

/** @returns undefined for what is no such date */
function momentOf(text: string): number | undefined {
  const found = DAY_FIRST.exec(text);
  if (!found) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute);
  const isReal = new Date(at).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60;
  return isReal && at >= 0 ? at : undefined;
}
