import Resolver from '@forge/resolver';
import { z } from 'zod';
import { saveApplications } from '../../../../src/catalog/store/catalog';
import { bringSchemaUpToDate } from '../../../../src/common/store/migrations';
import { resizePool } from '../../../../src/pools/store/pool-size';
import { allocateSeat, releaseAllocation } from '../../../../src/pools/store/seats';
import { poolIdOf } from '../../../../src/catalog/rules/catalog';
import {
  giveUpQueuePosition,
  leavePool,
  serveWaitlist,
  serveWaitlists,
  takeSeat,
} from '../../../../src/pools/usecases/take-seat';

const pool = z.object({ application: z.string(), tier: z.string(), seats: z.number().int() });
const seatRequest = z.object({
  poolId: z.string(),
  issueId: z.string(),
  holderId: z.string(),
  since: z.number(),
});

/** What can be asked of a pool; each answers when it is done, and may be asked again when it was cut off. */
const CALLS: Readonly<Record<string, (payload: unknown) => Promise<unknown>>> = {
  prepare: async (payload) => {
    const { application, tier, seats } = pool.parse(payload);
    await saveApplications([
      {
        key: application,
        name: application,
        description: '',
        risk: null,
        criticality: null,
        region: null,
        supportPath: null,
        idleDays: null,
        ownerId: null,
        backupOwnerId: null,
        tiers: [
          {
            key: tier,
            name: tier,
            summary: '',
            premium: false,
            addOn: false,
            lowerTierKey: null,
            roles: [],
            seats,
            priceLines: [],
            contractEnd: null,
          },
        ],
      },
    ]);
    await resizePool(poolIdOf(application, tier), seats);
  },
  want: async (payload) => (await takeSeat(seatRequest.parse(payload), Date.now())).kind,
  fulfill: (payload) => allocateSeat(seatRequest.parse(payload).issueId, Date.now(), null),
  withdraw: (payload) => {
    const { issueId, holderId } = seatRequest.parse(payload);
    return leavePool(issueId, holderId, 'for-good', Date.now());
  },
  'give-up': (payload) => giveUpQueuePosition(seatRequest.parse(payload).issueId, Date.now()),
  reclaim: async (payload) => {
    const { poolId, holderId, issueId } = seatRequest.parse(payload);
    await releaseAllocation({ poolId, holderId, issueId, endsAt: null });
    await serveWaitlist(poolId, Date.now());
  },
  reconcile: () => serveWaitlists(Date.now()),
};

const resolver = new Resolver();
for (const [name, call] of Object.entries(CALLS)) {
  resolver.define(name, async ({ payload }) => {
    await bringSchemaUpToDate();
    return { answer: (await call(payload)) ?? null };
  });
}

export const race = resolver.getDefinitions();
