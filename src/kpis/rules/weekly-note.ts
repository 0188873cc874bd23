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
import type { KpiDefinition, KpiUnit } from './definitions';
import type { Rate } from './kpi';
import { changeSince, meetsTarget, mostChanged, stepWords, targetWords, valueWithBasis } from './kpi-words';
import type { ReportWeek } from './report-week';
import { kpiMessages } from './messages';

/** One KPI of a weekly report, with the tickets that deserve a look. */
export interface WeeklyFigure {
  readonly definition: KpiDefinition;
  readonly rate: Rate;
  readonly before: Rate;
  /** By application. */
  readonly slices: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly hits: number;
    readonly of: number;
    readonly before: Rate;
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

const { weekly: words } = kpiMessages;

const isOn = ({ definition: { target, unit }, rate }: WeeklyFigure): boolean | null =>
  meetsTarget(rate, target, unit);

/** Internal: the KPIs of a week, in one table, and what changed most. */
export function weeklyNote(report: WeeklyReport): AdfDocument {
  const { week, timeZone, figures } = report;
  const moved = figures.flatMap((figure) => {
    const most = mostChanged(figure);
    return most === null ? [] : [paragraph(strong(words.of(figure.definition.name)), text(most))];
  });
  return doc(
    heading(3, words.title(daysText(week.firstDay, week.lastDay))),
    paragraph(text(summary(figures))),
    tableOf(
      words.columns,
      figures.map((figure) => rowOf(figure)),
    ),
    ...(moved.length === 0 ? [] : [heading(4, words.biggestChanges), bulletList(...moved)]),
    paragraph(text(words.footnote(timeZone))),
  );
}

function summary(figures: readonly WeeklyFigure[]): string {
  const on = figures.filter((figure) => isOn(figure) === true).length;
  const held = figures.filter((figure) => isOn(figure) !== null).length;
  const unknown = figures.filter(isUnknown).length;
  return held === 0 ? words.noData : words.onTarget(on, held, unknown);
}

/** No figure, or one that says nothing yet: what nobody knows would decide whether it is on target. */
const isUnknown = (figure: WeeklyFigure): boolean =>
  figure.rate.value === null || (figure.definition.target !== null && isOn(figure) === null);

function rowOf(figure: WeeklyFigure): AdfNode[][] {
  const { definition, rate, before, tickets } = figure;
  const { name, unit, target } = definition;
  const on = isOn(figure);
  const mark = on === null ? [] : [on ? status(words.isOnTarget, 'green') : status(words.isOffTarget, 'red')];
  const by = changeSince({ definition, rate, before, target });
  return [
    [strong(name)],
    [
      text(rate.value === null ? words.noValue : valueWithBasis(definition, rate, target)),
      ...(rate.unknown === undefined ? [] : [text(words.unknown(rate.unknown))]),
      ...(mark.length === 0 ? [] : [text(' '), ...mark]),
    ],
    [text(target === null ? words.noTarget : targetWords(target, unit))],
    [text(by === null ? '–' : changeFrom(by, unit, valueWithBasis(definition, before, target)))],
    ticketWords(tickets),
  ];
}

function ticketWords(tickets: WeeklyFigure['tickets']): AdfNode[] {
  if (tickets === null || tickets.count + tickets.elsewhere === 0) return [text('–')];
  const { count, elsewhere, isCut, url } = tickets;
  const more = isCut ? words.orMore : '';
  const imported =
    elsewhere === 0 ? [] : [text(`${count === 0 ? '' : words.and}${words.imported(elsewhere, more)}`)];
  if (url === null) return imported;
  return [link(`${count}${elsewhere === 0 ? more : ''}`, url), ...imported];
}

const changeFrom = (by: number, unit: KpiUnit, before: string): string =>
  by === 0 ? words.same(before) : words.changed(stepWords(by, unit), before);

const days = (): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** `November 16 – 22, 2026`, `December 28, 2026 – January 3, 2027` */
const daysText = (first: string, last: string): string =>
  // some versions of the locale data put thin spaces around the dash
  days().formatRange(new Date(first), new Date(last)).replaceAll('\u2009', ' ');
