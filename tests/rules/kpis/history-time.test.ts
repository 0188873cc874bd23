import { momentIn } from '../../../src/kpis/files/history-time';
import type { TimeFormat } from '../../../src/kpis/contract/history-mapping';

const read = (text: string, format: TimeFormat = 'iso', zone: string | null = 'UTC'): string => {
  const at = momentIn(text, format, zone);
  return typeof at === 'number' ? new Date(at).toISOString() : at;
};

describe('a time of past tickets', () => {
  it.each(['iso', 'day-first', 'month-first'] as const)(
    'with the name of its month is read as it is: %s',
    (format) => {
      expect(read('25/Feb/26 10:17 PM', format)).toBe('2026-02-25T22:17:00.000Z');
      expect(read('02/Mar/26 12:39 AM', format)).toBe('2026-03-02T00:39:00.000Z');
      expect(read('3-September-2026 08:05:09', format)).toBe('2026-09-03T08:05:09.000Z');
    },
  );

  it('of numbers may have two digits for its year, and halves of the day', () => {
    expect(read('2/3/26 1:05 pm', 'day-first')).toBe('2026-03-02T13:05:00.000Z');
    expect(read('2/3/26 1:05 pm', 'month-first')).toBe('2026-02-03T13:05:00.000Z');
    expect(read('2/3/2026', 'day-first')).toBe('2026-03-02T00:00:00.000Z');
  });

  it('is in the zone that is said for it', () => {
    expect(read('25/Feb/26 10:17 PM', 'iso', 'Europe/Berlin')).toBe('2026-02-25T21:17:00.000Z');
    expect(read('25/Feb/26 10:17 PM', 'iso', null)).toBe('no-zone');
  });

  it.each(['31/Feb/26 10:17 PM', '25/Foo/26', '25/Feb/26 13:17 PM', '25/Feb/26 0:17 AM', '31/2/2026'])(
    '%s is none',
    (text) => {
      expect(read(text, 'day-first')).toBe('no-time');
    },
  );

  it('of seconds since the epoch has no months', () => {
    expect(read('25/Feb/26', 'epoch-seconds')).toBe('no-time');
    expect(read('1456727880', 'epoch-seconds')).toBe('2016-02-29T06:38:00.000Z');
  });
});
