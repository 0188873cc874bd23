import fc from 'fast-check';
import { readMoment, type DateOrder } from '../../../src/imports/files/written-moment';

const iso = (text: string, order: DateOrder = 'iso'): string | null | undefined => {
  const at = readMoment(text, order);
  if (at === null || at === undefined) return at;
  return Number.isNaN(at) ? 'no date' : new Date(at).toISOString();
};

describe('a date of a list', () => {
  it.each([
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026/11/20 00:24:13', '2026-11-20T00:24:13.000Z'],
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00.123Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20 08:00:00 UTC', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00+05:30', '2026-11-20T02:30:00.000Z'],
    ['19 Nov 2026', '2026-11-19T00:00:00.000Z'],
    ['01-November-2026', '2026-11-01T00:00:00.000Z'],
    ['25/Feb/26 10:17 PM', '2026-02-25T22:17:00.000Z'],
    ['02/Mar/26 12:39 AM', '2026-03-02T00:39:00.000Z'],
    ['Nov 20, 2026', '2026-11-20T00:00:00.000Z'],
    ['September 3, 2026 9:05 a.m.', '2026-09-03T09:05:00.000Z'],
    ['20261120', '2026-11-20T00:00:00.000Z'],
    ['46346', '2026-11-20T00:00:00.000Z'],
    ['46346.5', '2026-11-20T12:00:00.000Z'],
  ])('%s is the moment that it says', (text, moment) => {
    expect(iso(text)).toBe(moment);
  });

  it.each([
    ['dmy', '2026-12-11T00:00:00.000Z'],
    ['mdy', '2026-11-12T00:00:00.000Z'],
    ['iso', 'no date'],
  ] as const)('of numbers alone is read as it was said which is the day: %s', (order, moment) => {
    expect(iso('11/12/2026', order)).toBe(moment);
    expect(iso('11.12.26', order)).toBe(moment);
  });

  it.each([
    '2026-02-31',
    '2026-13-01',
    '2026-00-10',
    '2026-11-20 24:30',
    '2026-11-20 13:00 PM',
    '2026-11-20 08:60',
    '31 Nov 2026',
    '20 Foo 2026',
    '12345',
    'yesterday',
  ])('%s is none', (text) => {
    expect(iso(text)).toBe('no date');
  });

  it('with two digits for its year is of the last century from 69 on, and none where they could be its first', () => {
    expect(iso('03/15/98', 'mdy')).toBe('1998-03-15T00:00:00.000Z');
    expect(iso('03/15/26', 'mdy')).toBe('2026-03-15T00:00:00.000Z');
    expect(iso('26-11-20', 'dmy')).toBe('no date');
    expect(iso('20-11-2026', 'dmy')).toBe('2026-11-20T00:00:00.000Z');
  });

  it.each(['Never', 'never accessed', 'Never logged in', 'None', '(never)'])('%s is never', (text) => {
    expect(iso(text)).toBeNull();
  });

  it.each([
    '1970-01-01T00:00:00.000Z',
    '0001-01-01T00:00:00Z',
    '1601-01-01T00:00:00Z',
    '1899-12-30',
    '1/1/1900',
  ])('%s is written for never', (text) => {
    expect(iso(text, 'mdy')).toBeNull();
  });

  it.each(['', ' ', '-', 'N/A', 'unknown'])('%j says nothing', (text) => {
    expect(iso(text)).toBeUndefined();
  });

  it('is the same day however it is written', () => {
    const days = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year = '', month = '', of = ''] = day.split('-');
        const name = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(date);
        const serial = String(Date.UTC(Number(year), Number(month) - 1, Number(of)) / 86_400_000 + 25_569);
        const written: [string, DateOrder][] = [
          [day, 'iso'],
          [`${year}/${month}/${of}`, 'iso'],
          [`${of}/${month}/${year}`, 'dmy'],
          [`${month}/${of}/${year}`, 'mdy'],
          [`${Number(of)} ${name} ${year}`, 'iso'],
          [`${name} ${Number(of)}, ${year}`, 'iso'],
          [serial, 'iso'],
        ];
        for (const [text, order] of written) expect(iso(text, order)).toBe(`${day}T00:00:00.000Z`);
      }),
    );
  });
});
