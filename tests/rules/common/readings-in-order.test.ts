import { applicationsReading } from '../../../src/catalog/store/catalog';
import { mapped, type Reading } from '../../../src/common/store/reading';
import { lastFulfilledReading } from '../../../src/facts/store/facts';
import { ticketsReading } from '../../../src/kpis/store/kpi-tallies';
import { WHOLE } from '../../../src/kpis/rules/kpi';
import { idlestSeatsReading } from '../../../src/reclaim/store/idle-seats';
import { requestIdsInTurnReading } from '../../../src/requests/store/requests';
import { sourcesReading } from '../../../src/usage/store/usage';

const asked = { projectId: '10000', edges: [0, 100], scope: WHOLE, now: 100 };
const keysOf = mappedTo(({ issueKey }: { readonly issueKey: string }) => issueKey);
const ticket = (key: string, at: number, elapsed: number): object => ({
  issue_id: key,
  issue_key: key,
  app_key: 'figma',
  at,
  elapsed,
});
const idle = (slot: number, idleFrom: number): object => ({
  slot,
  holder_id: `holder-${slot}`,
  issue_id: null,
  allocated_at: null,
  ends_at: null,
  withdrawn: 0,
  idle_from: idleFrom,
  source: 'okta',
  last_active_at: idleFrom,
  observed_at: 100,
});

function mappedTo<T, U>(change: (value: T) => U): (reading: Reading<readonly T[]>) => Reading<U[]> {
  return (reading) => mapped(reading, (values) => values.map(change));
}

// a statement's ORDER BY says nothing any more once it is sent together with others
describe('rows that come in any order', () => {
  it.each<[string, Reading<readonly unknown[]>, object[], unknown[]]>([
    [
      'ids of requests in turn',
      requestIdsInTurnReading('10000', '', 3),
      ['10003', '10001', '10002'].map((id) => ({ issue_id: id })),
      ['10001', '10002', '10003'],
    ],
    [
      'tickets fulfilled last, each once',
      lastFulfilledReading('10000', 4),
      [
        { issue_id: 'a', happened_at: 1 },
        { issue_id: 'b', happened_at: 3 },
        { issue_id: 'a', happened_at: 4 },
        { issue_id: 'c', happened_at: 2 },
      ],
      ['a', 'b', 'c'],
    ],
    [
      'the idlest seats',
      mappedTo(({ seat }: { readonly seat: { readonly slot: number } }) => seat.slot)(
        idlestSeatsReading({ poolId: 'figma/premium', since: 50, limit: 3, onlyWhenFull: false }, 100),
      ),
      [idle(3, 20), idle(2, 10), idle(1, 20)],
      [2, 1, 3],
    ],
    [
      'tickets behind a figure, the newest first',
      keysOf(ticketsReading({ ...asked, source: 'sla' }, 'all', 3, 0)),
      [ticket('IT-2', 10, 9), ticket('IT-3', 20, 1), ticket('IT-1', 10, 5)],
      ['IT-3', 'IT-1', 'IT-2'],
    ],
    [
      'tickets behind a length of time, the longest first',
      keysOf(ticketsReading({ ...asked, source: 'time-to-fulfill' }, 'all', 3, 0)),
      [ticket('IT-1', 20, 1), ticket('IT-2', 10, 9), ticket('IT-3', 30, 9)],
      ['IT-3', 'IT-2', 'IT-1'],
    ],
    [
      'applications as the catalog has them',
      mappedTo(({ key }: { readonly key: string }) => key)(applicationsReading(3)),
      [
        { app_key: 'slack', name: 'Slack', position: 1 },
        { app_key: 'jira', name: 'Jira', position: 0 },
        { app_key: 'figma', name: 'Figma', position: 1 },
      ],
      ['jira', 'figma', 'slack'],
    ],
    [
      'sources of usage by name',
      mappedTo(({ source }: { readonly source: string }) => source)(sourcesReading('figma')),
      ['okta', 'audit log'].map((source) => ({ source, observed_at: 1, people: 2, previous_people: null })),
      ['audit log', 'okta'],
    ],
  ])('are sorted by the reading itself: %s', (_what, { take }, rows, sorted) => {
    expect(take([rows])).toEqual(sorted);
  });
});
