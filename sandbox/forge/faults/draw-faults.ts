import { MINUTE, SECOND } from '../../clock';
import { hashOf, seededRandom } from '../../seeded-random';
import type { CallBelow, CallFault } from './call-faults';
import type { DELIVERY_FAULTS } from './fault-plan';
import { CALL_FAULTS, type FaultPlan } from './fault-plan';

type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** One arrival of an event: how many milliseconds later than it would be, and why. */
export interface Arrival {
  readonly delayMs: number;
  readonly faults: readonly DeliveryFault[];
}

const MAX_DELAY_MS = 3 * MINUTE;
const MAX_REORDER_MS = 15 * SECOND;

/**
 * The fault of one call, or none. It follows from the plan and from which call it is, and from nothing else.
 * @param which names the call, the same in every run of the same story
 */
export function drawCallFault(plan: FaultPlan, which: string, call: CallBelow): CallFault | undefined {
  const drawn = randomFor(plan, which)();
  let threshold = 0;
  for (const kind of CALL_FAULTS) {
    threshold += plan.rates[kind];
    if (drawn < threshold) return kind === 'rate-limit' && !isJira(call) ? undefined : kind;
  }
  return undefined;
}

const isJira = ({ remote }: CallBelow): boolean => remote === 'jira';

/**
 * When, and how often, one event arrives.
 * @param which names the event, the same in every run of the same story
 */
export function drawArrivals(plan: FaultPlan, which: string): readonly Arrival[] {
  const random = randomFor(plan, which);
  const happens = (kind: DeliveryFault): boolean => random() < plan.rates[kind];
  const upTo = (ms: number): number => Math.floor(random() * ms);
  const reordered = happens('reorder')
    ? { delayMs: upTo(MAX_REORDER_MS), kind: 'reorder' as const }
    : undefined;
  const delayed = happens('delay') ? { delayMs: upTo(MAX_DELAY_MS), kind: 'delay' as const } : undefined;
  const late = [reordered, delayed].filter((fault) => fault !== undefined);
  const first: Arrival = {
    delayMs: Math.min(
      MAX_DELAY_MS,
      late.reduce((sum, { delayMs }) => sum + delayMs, 0),
    ),
    faults: late.map(({ kind }) => kind),
  };
  return happens('duplicate') ? [first, { delayMs: upTo(MAX_DELAY_MS), faults: ['duplicate'] }] : [first];
}

const randomFor = ({ seed }: FaultPlan, which: string): (() => number) => seededRandom(seed ^ hashOf(which));
