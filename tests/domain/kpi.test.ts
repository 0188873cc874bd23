import fc from 'fast-check';
import { before, reopenRate, slaAdherence, trend, type FulfilledTicket } from '../../src/domain/kpi/kpi';

const ticket = (changes: Partial<FulfilledTicket> = {}): FulfilledTicket => ({
  issueId: '1',
  issueKey: 'IT-1',
  applicationKey: 'figma',
  fulfilledAt: 0,
  slaBreached: false,
  slaElapsed: 1,
  reopened: false,
  ...changes,
});

describe('SLA adherence', () => {
  it('is the share of measured tickets that met the goal', () => {
    expect(slaAdherence([ticket(), ticket({ slaBreached: true }), ticket({ slaBreached: null })])).toEqual({
      hits: 1,
      of: 2,
      value: 0.5,
    });
  });

  it('is unknown, not zero or one, when nothing was measured', () => {
    expect(slaAdherence([]).value).toBeNull();
    expect(slaAdherence([ticket({ slaBreached: null })]).value).toBeNull();
  });
});

describe('the reopen rate', () => {
  it('is the share of fulfilled tickets that were reopened since', () => {
    expect(reopenRate([ticket({ reopened: true }), ticket(), ticket(), ticket()])).toEqual({
      hits: 1,
      of: 4,
      value: 0.25,
    });
  });
});

describe('a trend', () => {
  it('puts every ticket of the period into exactly one part', () => {
    const inPeriod = fc.array(fc.integer({ min: 1_000, max: 1_999 }), { maxLength: 50 });
    fc.assert(
      fc.property(inPeriod, fc.integer({ min: 1, max: 12 }), (times, parts) => {
        const points = trend(
          times.map((fulfilledAt) => ticket({ fulfilledAt })),
          { from: 1_000, to: 2_000 },
          parts,
          reopenRate,
        );
        expect(points).toHaveLength(parts);
        expect(points.reduce((sum, { of }) => sum + of, 0)).toBe(times.length);
      }),
    );
  });

  it('is compared with the period of the same length before', () => {
    expect(before({ from: 1_000, to: 1_700 })).toEqual({ from: 300, to: 1_000 });
  });
});
