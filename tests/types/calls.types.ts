/*
 * What must not compile. `npx tsc -p tests` says so when one of these does: then a `@ts-expect-error` expects in vain.
 * Nothing here runs.
 */
import { z } from 'zod';
import { catalogCalls } from '../../src/catalog/calls/applications';
import { DECIDERS, forDeciders } from '../../src/catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../../src/common/calls/define-call';
import type { Calls, CallsOf, PayloadOf } from '../../src/common/contract/calls';
import { conflictInputs } from '../../src/conflicts/contract/conflicts';
import { defineResolver } from '../../src/entry/resolvers/define-resolver';
import type { ConsoleSurface, PortalSurface } from '../../src/flows/contract/surfaces';
import { profileCalls } from '../../src/flows/calls/profile';
import { portalCalls } from '../../src/flows/calls/portal';
import { callOf } from '../../static/lib/call';

const inputs = {
  'seats/count': z.strictObject({ poolId: z.string(), days: z.int().default(30) }),
  'seats/block': z.strictObject({ slot: z.int() }),
};
interface Outputs {
  readonly 'seats/count': { readonly seats: number };
  readonly 'seats/block': { readonly done: true };
}
type SeatCalls = Calls<typeof inputs, Outputs>;

const { approver: _approver, ...withoutApprover } = DECIDERS;

const count = defineCall({
  ...forDeciders,
  allows: DECIDERS,
  run: ({ poolId }: { readonly poolId: string }) => Promise.resolve({ seats: poolId.length }),
});
const block = defineCall({
  ...forDeciders,
  allows: DECIDERS,
  run: () => Promise.resolve({ done: true as const }),
});

// @ts-expect-error: nothing is said of who may make it
defineCall({ ...forDeciders, run: () => Promise.resolve(null) });

// @ts-expect-error: nothing is said of what an approver gets
defineCall({ ...forDeciders, allows: withoutApprover, run: () => Promise.resolve(null) });

// in src: the calls of a contract

defineCalls<SeatCalls>(inputs, { 'seats/count': count, 'seats/block': block });

defineCalls<SeatCalls>(inputs, {
  'seats/count': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    // default and context are typed where the call is defined
    run: ({ poolId, days }, { extension }) =>
      Promise.resolve({ seats: poolId.length + days.toFixed().length + extension.project.key.length }),
  }),
  'seats/block': block,
});

defineCalls<SeatCalls>(inputs, {
  // @ts-expect-error: a wrong output
  'seats/count': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: () => Promise.resolve({ seats: 'twelve' }),
  }),
  'seats/block': block,
});

defineCalls<SeatCalls>(inputs, {
  // @ts-expect-error: an output that may be missing
  'seats/count': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: () => Promise.resolve<{ seats: number } | null>(null),
  }),
  'seats/block': block,
});

// @ts-expect-error: a missing key
defineCalls<SeatCalls>(inputs, { 'seats/count': count });

// @ts-expect-error: a key that the contract has not
defineCalls<SeatCalls>(inputs, { 'seats/count': count, 'seats/block': block, 'seats/free': block });

// @ts-expect-error: another contract's schemas
defineCalls<SeatCalls>(conflictInputs, { 'seats/count': count, 'seats/block': block });

defineCalls<SeatCalls>(
  // @ts-expect-error: another call's schema under this key
  { ...inputs, 'seats/count': inputs['seats/block'] },
  { 'seats/count': count, 'seats/block': block },
);

// @ts-expect-error: another call's run under this key, which reads what this payload has not
defineCalls<SeatCalls>(inputs, { 'seats/count': count, 'seats/block': count });

// contracts: a key that stands in one half alone

// @ts-expect-error: nothing is said of what seats/block answers
export type WithoutOutput = Calls<typeof inputs, Pick<Outputs, 'seats/count'>>;

// @ts-expect-error: nothing parses the payload of seats/free
export type WithoutInput = Calls<typeof inputs, Outputs & { readonly 'seats/free': null }>;

// in entry: the contracts of a surface

defineResolver<PortalSurface>({ portal: portalCalls, profile: profileCalls });

// @ts-expect-error: a contract of the surface that is missing
defineResolver<PortalSurface>({ portal: portalCalls });

// @ts-expect-error: another contract's calls
defineResolver<PortalSurface>({ portal: portalCalls, profile: catalogCalls });

// in static: payload and answer by key

const call = callOf<CallsOf<ConsoleSurface>>();

export const rightCalls = async (): Promise<string> => {
  const slots: readonly number[] = [1, 2];
  await call('reclaim/plan-seats', { poolId: 'figma/premium', slots });
  // what has a default may be left out
  const { rows } = await call('pools/list', {});
  return rows.map(({ application }) => application).join();
};

export const wrongCalls = async (): Promise<unknown> => {
  // @ts-expect-error: no call of this surface
  await call('admin/setup', {});
  // @ts-expect-error: a payload of another type
  await call('pools/block', { poolId: 'figma/premium', slot: '1', note: 'broken' });
  // @ts-expect-error: a payload that lacks a part
  await call('pools/block', { poolId: 'figma/premium', slot: 1 });
  // @ts-expect-error: a payload with a part that the schema refuses
  await call('pools/waitlist', { poolId: 'figma/premium', page: 1 });
  // @ts-expect-error: another call's payload
  await call('pools/waitlist', { importId: 'f3b0' });
  const answer = await call('pools/list', {});
  // @ts-expect-error: the answer has no such part
  const part: unknown = answer.applications;
  return part;
};

// @ts-expect-error: another call's payload, as hooks name it
export const payload: PayloadOf<CallsOf<ConsoleSurface>, 'pools/waitlist'> = { page: 1 };
