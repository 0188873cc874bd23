import {
  bulletList,
  doc,
  heading,
  link,
  paragraph,
  status,
  strong,
  tableOf,
  text,
  type AdfDocument,
  type AdfNode,
} from '../../common/rules/adf';
import type { KpiDefinition } from './definitions';
import type { Rate } from './kpi';
import { changeText, mostChanged, standsOnTarget, targetWords, valueWords } from './kpi-words';
import type { ReportWeek } from './report-week';

/** One KPI of a weekly report, with the tickets that deserve a look. */
export interface WeeklyFigure {
  readonly definition: KpiDefinition;
  readonly rate: Rate;
  readonly before: Rate;
  /** By application. */
  readonly slices: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly valueBefore: number | null;
  }[];
  /** Null where no ticket stands behind it. */
  readonly tickets: {
    /** In this Jira. */
    readonly count: number;
    /** Imported from another system, where no query finds them. */
    readonly elsewhere: number;
    readonly isCut: boolean;
    readonly url: string | null;
  } | null;
}

export interface WeeklyReport {
  readonly week: ReportWeek;
  /** IANA name; by its clocks days begin. */
  readonly timeZone: string;
  readonly figures: readonly WeeklyFigure[];
}

const isOn = ({ definition: { target, unit }, rate }: WeeklyFigure): boolean | null =>
  standsOnTarget(rate.value, target, unit);

/** Internal: the KPIs of a week, in one table, and what changed most. */
export function weeklyNote(report: WeeklyReport): AdfDocument {
  const { week, timeZone, figures } = report;
  const moved = figures.flatMap((figure) => {
    const most = mostChanged(figure);
    return most === null ? [] : [paragraph(strong(`${figure.definition.name}: `), text(most))];
  });
  return doc(
    heading(3, `KPIs of the access desk, ${daysText(week.firstDay, week.lastDay)}`),
    paragraph(text(summary(figures))),
    tableOf(
      ['KPI', 'Value', 'Target', 'Week before', 'Tickets'],
      figures.map((figure) => rowOf(figure)),
    ),
    ...(moved.length === 0 ? [] : [heading(4, 'What changed most, by application'), bulletList(...moved)]),
    paragraph(
      text(
        `Days are those of ${timeZone}. What is open is counted as of now; pools are the whole company’s. Each KPI is defined in the Reports tab of the project’s Seatkeeper page, where this report is also switched on and off.`,
      ),
    ),
  );
}

function summary(figures: readonly WeeklyFigure[]): string {
  const on = figures.filter((figure) => isOn(figure) === true).length;
  const held = figures.filter((figure) => isOn(figure) !== null).length;
  const unknown = figures.filter(({ rate }) => rate.value === null).length;
  const none = unknown === 0 ? '' : ` ${unknown} ${unknown === 1 ? 'has' : 'have'} no figure this week.`;
  return held === 0 ? `No KPI has a figure this week.` : `${on} of ${held} are on target.${none}`;
}

function rowOf(figure: WeeklyFigure): AdfNode[][] {
  const { definition, rate, before, tickets } = figure;
  const { name, unit, target } = definition;
  const on = isOn(figure);
  const mark = on === null ? [] : [on ? status('on target', 'green') : status('off target', 'red')];
  const change = changeText(figure);
  return [
    [strong(name)],
    [
      text(rate.value === null ? 'no figure' : valueWords(rate.value, unit)),
      ...(mark.length === 0 ? [] : [text(' '), ...mark]),
    ],
    [text(target === null ? 'none' : targetWords(target, unit))],
    [
      text(
        before.value === null || change === null ? '–' : changeFrom(change, valueWords(before.value, unit)),
      ),
    ],
    ticketWords(tickets),
  ];
}

function ticketWords(tickets: WeeklyFigure['tickets']): AdfNode[] {
  if (tickets === null || tickets.count + tickets.elsewhere === 0) return [text('–')];
  const { count, elsewhere, isCut, url } = tickets;
  const more = isCut ? ' or more' : '';
  const imported = elsewhere === 0 ? [] : [text(`${count === 0 ? '' : ' and '}${elsewhere} imported${more}`)];
  if (url === null) return imported;
  return [link(`${count}${elsewhere === 0 ? more : ''}`, url), ...imported];
}

const changeFrom = (change: string, before: string): string =>
  change === 'same' ? `same: ${before}` : `${change} from ${before}`;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `16 to 22 November 2026`, `28 December 2026 to 3 January 2027` */
function daysText(first: string, last: string): string {
  const [from, to] = [new Date(first), new Date(last)];
  const month = (date: Date): string => ` ${MONTHS[date.getUTCMonth()] ?? ''}`;
  const year = (date: Date): string => ` ${date.getUTCFullYear()}`;
  const isSameYear = from.getUTCFullYear() === to.getUTCFullYear();
  const isSameMonth = isSameYear && from.getUTCMonth() === to.getUTCMonth();
  return `${from.getUTCDate()}${isSameMonth ? '' : month(from)}${isSameYear ? '' : year(from)} to ${to.getUTCDate()}${month(to)}${year(to)}`;
}
