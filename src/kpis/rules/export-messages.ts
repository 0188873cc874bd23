/**
 * What the workbook of a report says. Names of sheets and columns are a contract with those who read the file: they
 * stay as they are.
 */
export const exportMessages = {
  workbook: {
    sheets: { figures: 'Figures', slices: 'Slices', definitions: 'Definitions' },
    kpi: 'KPI',
    slice: 'Slice',
    figures: ['Value', 'Compared', 'Change', 'Better or worse', 'Counted', 'Of'],
    comparedBasis: ['Compared counted', 'Compared of'],
    target: 'Target',
    unit: 'Unit',
    dates: (timeZone: string): readonly string[] =>
      ['From', 'Until', 'Compared from', 'Compared until'].map((title) => `${title} (${timeZone})`),
    note: 'Note',
    definitions: [
      'KPI',
      'Counts',
      'Among',
      'Target',
      'Unit',
      'One record is',
      'Leaves out',
      'Comes from',
    ] as readonly string[],
    asOfNow: 'As of now, regardless of the period. Not compared.',
    notSplit: 'This report isn’t split into groups.',
    /** Number formats of spreadsheets, by unit. */
    formats: {
      percent: '0.0%',
      'working-hours': '#,##0.0" h"',
      days: '#,##0.0" d"',
      seats: '#,##0',
      tickets: '#,##0',
      score: '0.0',
    },
    points: '+0.0" points";-0.0" points";0.0" points"',
    moment: 'yyyy-mm-dd hh:mm',
  },
};
