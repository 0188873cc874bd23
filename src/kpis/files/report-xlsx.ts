import writeXlsxFile, { type Cell, type Row, type SheetData } from 'write-excel-file/node';
import { offsetAt } from '../../calendars/rules/time-zone';
import type { KpiDefinition, KpiUnit } from '../rules/definitions';
import { inUnit, type KpiChange, type Rate } from '../rules/kpi';
import { exportMessages } from '../rules/export-messages';
import { targetText, type ExportedReading, type ExportedReport } from '../rules/report-csv';

const { workbook } = exportMessages;

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FORMATS: Readonly<Record<KpiUnit, string>> = workbook.formats;
const COUNT = '#,##0';

/** A cell of text, whatever it looks like: never a formula. */
const text = (value: string | null): Cell => (value === null ? null : { type: String, value });

const heading = (value: string): Cell => ({ type: String, value, fontWeight: 'bold', wrap: true });

const count = (value: number): Cell => ({ type: Number, value, format: COUNT });

/** A value with its unit; percent as the share that spreadsheets write percent of. */
const figure = (value: number | null, { unit }: KpiDefinition): Cell =>
  value === null
    ? null
    : { type: Number, value: unit === 'percent' ? value : inUnit(value, unit), format: FORMATS[unit] };

const changed = (change: KpiChange | null, { unit }: KpiDefinition): Cell =>
  change === null
    ? null
    : {
        type: Number,
        value: change.by,
        format: unit === 'percent' ? workbook.points : `+${FORMATS[unit]};-${FORMATS[unit]};0`,
      };

/** A moment as clocks in the zone show it; spreadsheets know no zones. */
const moment = (at: number, timeZone: string): Cell => ({
  type: Date,
  value: new Date(at + offsetAt(timeZone, at)),
  format: workbook.moment,
});

const figures = (
  { value, hits, of }: Rate,
  compared: number | null,
  change: KpiChange | null,
  definition: KpiDefinition,
): Row => [
  figure(value, definition),
  figure(compared, definition),
  changed(change, definition),
  text(change?.is ?? null),
  count(hits),
  count(of),
];

/** What the compared value is made of; after the columns that were here first, for whoever reads them by their place. */
const comparedBasis = ({ value, hits, of }: Rate): Row =>
  value === null ? [null, null] : [count(hits), count(of)];

const FIGURES = workbook.figures;
const BASIS_WIDTHS = workbook.comparedBasis.map(() => ({ width: 18 }));
const FIGURE_WIDTHS = [14, 14, 14, 16, 14, 14].map((width) => ({ width }));

function noteOf({ definition: { measure }, isAsOfNow }: ExportedReading): string | null {
  if (measure.kind === 'waiting') return measure.missing;
  return isAsOfNow ? workbook.asOfNow : null;
}

function figureRows({ readings, compared, ...period }: ExportedReport, timeZone: string): SheetData {
  const dates = [period.from, period.to, compared.from, compared.to].map((at) => moment(at, timeZone));
  const { kpi, target, unit, note } = workbook;
  return [
    [kpi, ...FIGURES, target, unit, ...workbook.dates(timeZone), note, ...workbook.comparedBasis].map(
      heading,
    ),
    ...readings.map((reading): Row => {
      const { definition, rate, before, change, isAsOfNow } = reading;
      const isMeasured = definition.measure.kind === 'measured';
      return [
        text(definition.name),
        ...(isMeasured ? figures(rate, before.value, change, definition) : FIGURES.map(() => null)),
        text(targetText(definition.target)),
        text(definition.unit),
        ...(isMeasured && !isAsOfNow ? dates : dates.map(() => null)),
        text(noteOf(reading)),
        ...comparedBasis(before),
      ];
    }),
  ];
}

function sliceRows(readings: readonly ExportedReading[]): SheetData {
  const rows = readings.flatMap(({ definition, slices }) =>
    slices.map((part): Row => [
      text(definition.name),
      text(part.label),
      ...figures(part, part.before.value, part.change, definition),
      text(definition.unit),
      ...comparedBasis(part.before),
    ]),
  );
  return [
    [workbook.kpi, workbook.slice, ...FIGURES, workbook.unit, ...workbook.comparedBasis].map(heading),
    ...(rows.length > 0 ? rows : [[text(workbook.notSplit)]]),
  ];
}

const definitionRows = (readings: readonly ExportedReading[]): SheetData => [
  workbook.definitions.map(heading),
  ...readings.map(({ definition }): Row => {
    const { name, numerator, denominator, target, unit, grain, exclusions, origin } = definition;
    const words = [
      name,
      numerator,
      denominator,
      targetText(target),
      unit,
      grain,
      exclusions.join('\n'),
      origin,
    ];
    return words.map((value) => (value === null ? null : { ...textCell(value), wrap: true }));
  }),
];

const textCell = (value: string) => ({ type: String, value });

const KPI_COLUMN = { width: 34 };

/**
 * A report as a workbook with sheets of figures, slices and definitions. Numbers and dates are such, with formats;
 * dates are those of the time zone, which the header names; everything else is text and never a formula.
 * @param timeZone IANA name
 */
export function reportXlsx(report: ExportedReport, timeZone: string): Promise<Uint8Array> {
  const wide = [28, 48, 48, 18, 14, 48, 60, 48].map((width) => ({ width }));
  return writeXlsxFile([
    {
      sheet: workbook.sheets.figures,
      data: figureRows(report, timeZone),
      columns: [
        KPI_COLUMN,
        ...FIGURE_WIDTHS,
        ...[16, 14, 18, 18, 18, 18, 60].map((width) => ({ width })),
        ...BASIS_WIDTHS,
      ],
      stickyRowsCount: 1,
    },
    {
      sheet: workbook.sheets.slices,
      data: sliceRows(report.readings),
      columns: [KPI_COLUMN, { width: 28 }, ...FIGURE_WIDTHS, { width: 14 }, ...BASIS_WIDTHS],
      stickyRowsCount: 1,
    },
    {
      sheet: workbook.sheets.definitions,
      data: definitionRows(report.readings),
      columns: wide,
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}
