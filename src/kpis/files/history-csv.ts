import type { PastEvent, Said } from '../../facts/rules/past-event';
import { sha256 } from '../../common/rules/digest';
import { parse } from 'csv-parse/sync';
import * as z from '#zod';
import { isOneOf, type HistoryMapping } from '../contract/history-mapping';
import { plainCell } from '../../common/rules/csv-text';
import { SeatkeeperError } from '../../common/rules/errors';
import { DATE_EXAMPLES, momentIn, type WrittenMoment } from './history-time';
import { kpiMessages } from '../rules/messages';
import { commonMessages } from '../../common/rules/messages';

interface RowProblem {
  readonly row: number;
  readonly message: string;
}

interface HistoryPart {
  /** Names of the file's columns. */
  readonly columns: readonly string[];
  readonly events: readonly PastEvent[];
  readonly problems: readonly RowProblem[];
}

/** What else has to be right in a row, though nothing is made of it. */
interface Checks {
  /** Has to begin with a letter. */
  readonly state?: string;
  readonly dates?: readonly { readonly column: string; readonly mayBeEmpty: boolean }[];
}

/** How to read a file. */
export interface HistoryReading {
  readonly mapping: HistoryMapping;
  readonly checks: Checks;
}

/** An incident log as ServiceNow exports it: one row an update, times as `d/m/yyyy hh:mm` in UTC, `?` for what is missing. */
export const SERVICENOW: HistoryReading = {
  mapping: {
    ticket: 'number',
    time: { column: 'sys_updated_at', format: 'day-first', zone: 'UTC' },
    order: 'sys_mod_count',
    closed: { column: 'active', values: ['false'] },
    sla: { column: 'made_sla', met: ['true'], missed: ['false'] },
    reopened: { by: 'count', column: 'reopen_count' },
    application: null,
    department: null,
    assignee: null,
    requestType: null,
    empty: [],
  },
  checks: {
    state: 'incident_state',
    dates: [
      { column: 'opened_at', mayBeEmpty: false },
      { column: 'sys_created_at', mayBeEmpty: true },
      { column: 'resolved_at', mayBeEmpty: true },
      { column: 'closed_at', mayBeEmpty: true },
    ],
  },
};

const MISSING = '?';
const MOST_TICKET_CHARACTERS = 20;
const MOST_DEPARTMENT_CHARACTERS = 100;
const MOST_KEY_CHARACTERS = 40;
const MOST_REQUEST_TYPE_CHARACTERS = 32;
/** An Atlassian account id, and no name or address. */
const ACCOUNT_ID = /^(?:[0-9a-z]{1,20}:[\w-]{1,100}|[0-9a-f]{24})$/i;

const parsedRows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * The events of a part of a file. A row that is wrong somewhere is named and kept, with what can be read of it: the
 * numbers of tickets and events stay those of the file.
 * @param text the file's header and some whole rows of it
 * @param firstRow where in the file the first of them stands, the header being row 1
 * @throws {SeatkeeperError} `invalid` when the text is no CSV or lacks a column
 */
export function readHistoryPart(
  text: string,
  firstRow: number,
  { mapping, checks }: HistoryReading,
): HistoryPart {
  const [header = [], ...rows] = recordsOf(text);
  const columns = header.map((name) => name.trim());
  const missing = columnsOf(mapping, checks).filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new SeatkeeperError('invalid', kpiMessages.history.noColumns(missing));
  const events: PastEvent[] = [];
  const problems: RowProblem[] = [];
  for (const [index, record] of rows.entries()) {
    const row = firstRow + index;
    const cells = new Map(
      columns.map((name, position) => [name, plainCell(record[position]?.trim() ?? MISSING)]),
    );
    const name = (message: string): void => void problems.push({ row, message });
    if (record.length !== columns.length) name(kpiMessages.history.cellCount(record.length, columns.length));
    events.push(eventOf(row, new Cells(cells, mapping.empty, name), record, mapping, checks));
  }
  return { columns, events, problems };
}

/** Columns that the file has to have. */
function columnsOf(mapping: HistoryMapping, { state, dates = [] }: Checks): string[] {
  const { ticket, time, order, closed, sla, reopened, application, department, assignee, requestType } =
    mapping;
  const needed = [
    ticket,
    state,
    closed?.column,
    reopened && 'column' in reopened ? reopened.column : null,
    order,
    sla?.column,
    ...dates.filter(({ mayBeEmpty }) => !mayBeEmpty).map(({ column }) => column),
    time.column,
    application,
    department,
    assignee,
    requestType,
  ].filter((name) => name !== null && name !== undefined);
  return [...new Set(needed)];
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
    const reason = error instanceof Error ? error.message : commonMessages.unreadable;
    throw new SeatkeeperError('invalid', kpiMessages.history.notCsv(reason), {
      cause: error,
    });
  }
}

/** The cells of one row, and what is wrong with them. */
class Cells {
  constructor(
    private readonly cells: ReadonlyMap<string, string>,
    private readonly empty: readonly string[],
    readonly name: (message: string) => void,
  ) {}

  of(column: string): string {
    return this.cells.get(column) ?? MISSING;
  }

  has(column: string): boolean {
    return this.cells.has(column);
  }

  /** Undefined where the cell says nothing. */
  said(column: string): string | undefined {
    const cell = this.of(column);
    return cell === '' || isOneOf(cell, this.empty) ? undefined : cell;
  }

  wrong(column: string, why: string): void {
    this.name(kpiMessages.history.ofCell(column, this.of(column).slice(0, 40), why));
  }
}

function eventOf(
  row: number,
  cells: Cells,
  record: readonly string[],
  mapping: HistoryMapping,
  { state, dates = [] }: Checks,
): PastEvent {
  const ticket = cells.said(mapping.ticket) ?? MISSING;
  const isNamed = ticket !== MISSING && ticket.length <= MOST_TICKET_CHARACTERS;
  if (!isNamed) cells.wrong(mapping.ticket, kpiMessages.history.noTicket);
  if (state !== undefined && !/^\p{L}/u.test(cells.of(state)))
    cells.wrong(state, kpiMessages.history.notState);
  for (const { column, mayBeEmpty } of dates) {
    const isChecked = !mayBeEmpty || cells.of(column) !== MISSING;
    if (isChecked && typeof timeIn(cells.of(column), mapping) !== 'number')
      cells.wrong(column, notADate(mapping));
  }
  const { closed, time } = mapping;
  if (closed && cells.said(closed.column) === undefined)
    cells.wrong(closed.column, kpiMessages.history.noState);
  return {
    row,
    ticket: isNamed ? ticket : '',
    key: sha256(JSON.stringify(record)),
    at: timeOf(time.column, cells, mapping),
    changes: mapping.order === null ? 0 : countOf(mapping.order, cells),
    isClosed: closed === null || isOneOf(cells.of(closed.column), closed.values),
    reopened: reopenedOf(cells, mapping),
    slaMissed: slaMissedOf(cells, mapping),
    application: textOf(mapping.application, cells, MOST_KEY_CHARACTERS) ?? '',
    department: textOf(mapping.department, cells, MOST_DEPARTMENT_CHARACTERS),
    assigneeId: assigneeOf(mapping.assignee, cells),
    requestTypeId: textOf(mapping.requestType, cells, MOST_REQUEST_TYPE_CHARACTERS),
  };
}

const timeIn = (text: string, { time }: HistoryMapping): WrittenMoment =>
  momentIn(text, time.format, time.zone);

const notADate = ({ time }: HistoryMapping): string =>
  kpiMessages.history.notDate(DATE_EXAMPLES[time.format]);

/** @returns 0 where the cell is no time; the ticket's other rows then come later */
function timeOf(column: string, cells: Cells, mapping: HistoryMapping): number {
  const at = timeIn(cells.of(column), mapping);
  if (typeof at === 'number') return at;
  cells.wrong(column, at === 'no-zone' ? kpiMessages.history.noZone : notADate(mapping));
  return 0;
}

function numberIn(column: string, cells: Cells): number | undefined {
  const text = cells.of(column);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  cells.wrong(column, kpiMessages.history.notNumber);
  return undefined;
}

const countOf = (column: string, cells: Cells): number => numberIn(column, cells) ?? 0;

function slaMissedOf(cells: Cells, { sla }: HistoryMapping): Said {
  const text = sla ? cells.said(sla.column) : undefined;
  if (!sla || text === undefined) return 'unknown';
  if (isOneOf(text, sla.met)) return 'no';
  if (isOneOf(text, sla.missed)) return 'yes';
  cells.wrong(sla.column, kpiMessages.history.neither(sla.met, sla.missed));
  return 'unknown';
}

function reopenedOf(cells: Cells, { reopened }: HistoryMapping): PastEvent['reopened'] {
  switch (reopened?.by) {
    case undefined:
      return 'unknown';
    case 'states':
      return 'states';
    case 'count': {
      if (cells.said(reopened.column) === undefined) return 'unknown';
      const count = numberIn(reopened.column, cells);
      return count === undefined ? 'unknown' : count > 0 ? 'yes' : 'no';
    }
    case 'values': {
      const text = cells.said(reopened.column);
      if (text === undefined) return 'unknown';
      if (isOneOf(text, reopened.yes)) return 'yes';
      if (isOneOf(text, reopened.no)) return 'no';
      cells.wrong(reopened.column, kpiMessages.history.neither(reopened.yes, reopened.no));
      return 'unknown';
    }
  }
}

function textOf(column: string | null, cells: Cells, most: number): string | null {
  const text = column === null ? undefined : cells.said(column);
  if (column === null || text === undefined) return null;
  if (text.length <= most) return text;
  cells.wrong(column, kpiMessages.history.tooLong(most));
  return null;
}

function assigneeOf(column: string | null, cells: Cells): string | null {
  const text = column === null ? undefined : cells.said(column);
  if (column === null || text === undefined) return null;
  if (ACCOUNT_ID.test(text)) return text;
  cells.wrong(column, kpiMessages.history.notAccountId);
  return null;
}
