import { DAY, MINUTE } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import { applicationsOf, companyWithSeats, withSeats, type ListedApplication } from '../../support/companies';
import { formValues } from '../../support/requests';
import { World } from '../../support/world';

/** Anybody gets the first one without approval, so that requests come and go in it; nobody asks for the second. */
const POOLS = ['slack/standard', 'miro/standard'] as const;
const [ASKED] = POOLS;
const SEATS = 4;
const PEOPLE = 5;

type Pool = (typeof POOLS)[number];

type Step =
  | { readonly do: 'ask' | 'fulfill' | 'withdraw'; readonly who: number }
  | { readonly do: 'block' | 'unblock'; readonly pool: Pool; readonly slot: number }
  | { readonly do: 'keep' | 'drop'; readonly pool: Pool; readonly who: number }
  | { readonly do: 'buy'; readonly pool: Pool; readonly seats: number }
  | { readonly do: 'wait'; readonly minutes: number };

const who = fc.integer({ min: 0, max: PEOPLE - 1 });
const pool = fc.constantFrom(...POOLS);
// few, so that what one step does another one often undoes
const slot = fc.constantFrom(SEATS, SEATS, SEATS - 1, SEATS + 1);
const kept = fc.constantFrom(0, PEOPLE - 1);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('fulfill' as const, 'withdraw' as const), who }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('block' as const, 'block' as const, 'unblock' as const),
      pool,
      slot,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('keep' as const, 'keep' as const, 'drop' as const),
      pool,
      who: kept,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('buy' as const), pool, seats: fc.integer({ min: 2, max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(0, 6) }) },
);

/** What has happened before, some of it: otherwise pools stay almost empty. */
const START: Step[] = [0, 1, 2].flatMap((person): Step[] => [
  { do: 'ask', who: person },
  { do: 'fulfill', who: person },
]);
const anySteps = fc
  .tuple(fc.subarray(START, { minLength: 2 }), fc.array(anyStep, { minLength: 8, maxLength: 14 }))
  .map((parts) => parts.flat());

class Played {
  private readonly keys = new Map<number, string>();
  private readonly people: readonly string[];

  constructor(
    private readonly world: World,
    private readonly listed: readonly ListedApplication[],
  ) {
    this.people = world.customers().slice(0, PEOPLE);
  }

  /** Does the step where it can be done; what the app refuses is refused as a whole. */
  async take(step: Step): Promise<void> {
    const { world } = this;
    const lead = world.console('lead');
    switch (step.do) {
      case 'ask': {
        const values = formValues({ application: 'Slack', tier: 'Standard', justification: 'x' });
        if (!this.keys.has(step.who))
          this.keys.set(
            step.who,
            await world.person(this.people[step.who] ?? '').raise(REQUEST_TYPE.fields, values),
          );
        break;
      }
      case 'fulfill':
        await this.onTicket(step.who, (key) => world.as('agent').move(key, 'Fulfill'));
        break;
      case 'withdraw':
        await this.onTicket(step.who, async (key) => {
          const person = world.person(this.people[step.who] ?? '');
          await person.ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
          this.keys.delete(step.who);
        });
        break;
      case 'block':
        await tried(lead('pools/block', { poolId: step.pool, slot: step.slot, note: 'Counting' }));
        break;
      case 'unblock':
        await tried(lead('pools/unblock', { poolId: step.pool, slot: step.slot }));
        break;
      case 'keep':
      case 'drop': {
        const [row] = await world.rows(
          'SELECT worker_id FROM person WHERE account_id = ?',
          this.people[step.who],
        );
        const kept = { poolId: step.pool, workerId: String(row?.['worker_id']) };
        await tried(
          step.do === 'keep'
            ? lead('pools/reserve', { ...kept, until: world.now() + 3 * DAY })
            : lead('pools/drop-reservation', kept),
        );
        break;
      }
      case 'buy': {
        const applications = this.listed
          .filter(({ key }) => `${key}/standard` === step.pool)
          .map((one) => withSeats(one, step.seats));
        await tried(
          importDocument(
            world.admin,
            JSON.stringify({ format: 'seatkeeper-catalog', applications }),
            'import/plan-catalog',
            {},
          ),
        );
        break;
      }
      case 'wait':
        await world.advance(step.minutes * MINUTE);
    }
    await world.settle();
  }

  private async onTicket(person: number, work: (key: string) => Promise<unknown>): Promise<void> {
    const key = this.keys.get(person);
    if (key !== undefined && !['Fulfilled', 'Canceled'].includes(this.world.statusOf(key)))
      await tried(work(key));
  }
}

const tried = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

const seatsOf = (world: World, poolId: Pool): Promise<readonly Record<string, unknown>[]> =>
  world.rows('SELECT * FROM seat WHERE pool_id = ? ORDER BY slot', poolId);

/** What is true of every pool at every moment. */
async function check(world: World, poolId: Pool): Promise<void> {
  const [key = ''] = poolId.split('/');
  const { rows } = (await world.console('lead')('pools/list', { search: key })) as {
    rows: {
      poolId: string;
      purchased: number;
      free: number;
      held: number;
      allocated: number;
      blocked: number;
      over: number;
    }[];
  };
  const shown = rows.find((one) => one.poolId === poolId);
  if (!shown) throw new Error(`${poolId} is gone`);
  const { purchased, free, held, allocated, blocked, over } = shown;
  expect(free + held + allocated + blocked).toBe(purchased + over);
  expect(free === 0 || over === 0).toBe(true);
  const seats = await seatsOf(world, poolId);
  const inState = (state: string): number => seats.filter((seat) => seat['state'] === state).length;
  expect({ held, allocated, blocked }).toEqual({
    held: inState('held'),
    allocated: inState('allocated'),
    blocked: inState('blocked'),
  });
  const holders = seats.map((seat) => seat['holder_id']).filter((holder) => holder !== null);
  expect(new Set(holders).size).toBe(holders.length);
}

async function play(steps: readonly Step[]): Promise<void> {
  const company = companyWithSeats(
    SEATS,
    POOLS.map((id) => id.replace('/standard', '')),
  );
  const world = await World.start({ company, isAlone: true });
  try {
    const played = new Played(world, applicationsOf(company));
    for (const step of steps) {
      const others = POOLS.filter((one) => one !== ('pool' in step ? step.pool : ASKED));
      const before = await Promise.all(others.map((one) => seatsOf(world, one)));
      await played.take(step);
      // the reconcile looks at every pool
      if (step.do !== 'wait')
        expect(await Promise.all(others.map((one) => seatsOf(world, one)))).toEqual(before);
      for (const one of POOLS) await check(world, one);
    }
  } finally {
    await world.stop();
  }
}

it('no sequence of events makes seats appear, vanish or change in a pool that it is not about', async () => {
  await fc.assert(fc.asyncProperty(anySteps, play), {
    numRuns: 25,
  });
}, 240_000);
