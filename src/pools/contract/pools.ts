import { reasonSchema } from '../../common/contract/reason';
import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { Cost, PriceLine, SeatsCost } from '../../common/rules/seat-costs';
import type { PoolAlert } from '../rules/alerts';
import type { RunOut } from '../rules/forecast';
import type { HeldTwice } from '../rules/held-twice';
import type { PoolUsage, SeatState } from '../rules/pool';
import { SEAT_STATES } from '../rules/pool';

/** Which seats a list shows: those in a state, or those in use whose holders are known not to use them. */
const SEAT_FILTERS = [...SEAT_STATES, 'inactive'] as const;

export type SeatFilter = (typeof SEAT_FILTERS)[number];

/** One pool in the console's table. Times everywhere: milliseconds since the epoch, UTC. */
export interface PoolRow extends PoolUsage {
  readonly applicationKey: string;
  readonly application: string;
  readonly tier: string;
  readonly premium: boolean;
  readonly ownerId: string | null;
  readonly backupOwnerId: string | null;
  readonly priceLines: readonly PriceLine[];
  /** Last day of the contract, `YYYY-MM-DD`. */
  readonly contractEnd: string | null;
  /** Whether who is looking may change it. */
  readonly isMine: boolean;
}

/** A page of a list. */
interface Paged<Row> {
  readonly rows: readonly Row[];
  /** Of all pages. */
  readonly total: number;
  /** From 0; the last one when a later one was asked for. */
  readonly page: number;
  readonly pages: number;
}

export interface PoolList extends Paged<PoolRow> {
  /** Today, in UTC. */
  readonly day: string;
  /** Whether who is looking may import who uses what. */
  readonly mayImport: boolean;
}

/** One seat of a pool, and for whom or why it is not free. */
export interface SeatRow {
  readonly slot: number;
  readonly state: SeatState;
  /** Beyond the purchased ones. */
  readonly isOver: boolean;
  readonly holderId: string | null;
  /** Whether the roster lists the holder as inactive and nowhere as active. */
  readonly hasLeft: boolean;
  readonly issueKey: string | null;
  readonly since: number | null;
  readonly endsAt: number | null;
  /** Kept for somebody who is about to join, by worker id. */
  readonly reservedFor: string | null;
  readonly reservedUntil: number | null;
  readonly note: string | null;
}

export interface SeatList extends Paged<SeatRow> {
  readonly pool: PoolRow;
  /** Whether who is looking may have seats taken back. */
  readonly mayReclaim: boolean;
  readonly now: number;
  /** Today, in UTC. */
  readonly day: string;
}

/** Some of a pool's seats as CSV. */
export interface SeatExport {
  readonly text: string;
  /** Seats in it, and in all parts. */
  readonly seats: number;
  readonly total: number;
}

/** One request that waits for a seat of the pool, first come first. */
export interface WaiterRow {
  readonly issueId: string;
  readonly issueKey: string;
  readonly beneficiaryId: string;
  readonly since: number;
  readonly isUrgent: boolean;
  readonly urgentBecause: string | null;
  readonly urgentBy: string | null;
}

/** A pool over time, by its daily snapshots. */
export interface PoolHistory {
  readonly days: readonly {
    /** `YYYY-MM-DD`, UTC. */
    readonly day: string;
    readonly purchased: number;
    /** Allocated, held and blocked. */
    readonly taken: number;
    readonly allocated: number;
    readonly waiting: number;
  }[];
  readonly runOut: RunOut;
  /** Allocated seats as a share of the purchased ones; null while nobody knows. */
  readonly utilization: number | null;
  /** What the seats cost that are known not to be used; null before the first snapshot. */
  readonly waste: SeatsCost | null;
  readonly inactive: number | null;
  readonly unknown: number | null;
  /** When the last snapshot was taken; null before the first. */
  readonly takenAt: number | null;
}

export interface AlertList {
  readonly rows: readonly {
    readonly poolId: string;
    /** `Figma Premium`; the pool's id where the catalog has it no more. */
    readonly name: string;
    readonly alert: PoolAlert;
    readonly raisedAt: number;
  }[];
  readonly total: number;
  readonly page: number;
}

/** Somebody who has several tiers of one application, where one would do. */
export interface HeldTwiceRow extends HeldTwice {
  readonly application: string;
  readonly holderId: string;
}

export interface HeldTwiceList extends Paged<HeldTwiceRow> {
  /** What the tiers too many cost, by currency and period. */
  readonly costs: readonly Cost[];
  /** Of how many of them not every price is known. */
  readonly unpriced: number;
  /** Whether there are more people than are looked at. */
  readonly isCut: boolean;
}

/** Some of them as CSV. */
export interface HeldTwiceExport {
  readonly text: string;
  /** People in it, and in all parts. */
  readonly people: number;
  readonly total: number;
}

export const HELD_TWICE_A_PAGE = 10;
export const POOL_SORTS = ['name', 'utilization', 'free', 'waiting'] as const;
export const POOLS_A_PAGE = 25;
export const SEATS_A_PAGE = 50;
export const MOST_WAITERS = 200;

/** `figma/premium` */
export const poolIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}\/[a-z0-9][a-z0-9-]{0,39}$/);
const page = z.int().min(0).max(100_000).default(0);
const slot = z.int().min(1).max(10_000_000);
const workerId = z.string().trim().min(1).max(64);
const reason = reasonSchema(3, 200);

export const poolInputs = {
  'pools/list': z.strictObject({
    search: z.string().trim().max(60).default(''),
    sort: z.enum(POOL_SORTS).default('name'),
    page,
  }),
  'pools/seats': z.strictObject({
    poolId: poolIdSchema,
    state: z.enum(SEAT_FILTERS).nullable().default(null),
    page,
  }),
  'pools/export': z.strictObject({
    poolId: poolIdSchema,
    state: z.enum(SEAT_FILTERS).nullable().default(null),
    part: page,
  }),
  'pools/waitlist': z.strictObject({ poolId: poolIdSchema }),
  'pools/history': z.strictObject({ poolId: poolIdSchema, days: z.int().min(1).max(400).default(90) }),
  'pools/alerts': z.strictObject({ page }),
  'pools/held-twice': z.strictObject({ page }),
  'pools/export-held-twice': z.strictObject({ part: page }),
  'pools/reserve': z.strictObject({ poolId: poolIdSchema, workerId, until: z.int().positive() }),
  'pools/drop-reservation': z.strictObject({ poolId: poolIdSchema, workerId }),
  'pools/block': z.strictObject({ poolId: poolIdSchema, slot, note: reason }),
  'pools/unblock': z.strictObject({ poolId: poolIdSchema, slot }),
  'pools/prioritize': z.strictObject({
    poolId: poolIdSchema,
    issueId: z.string().min(1).max(32),
    isUrgent: z.boolean(),
    reason,
  }),
};

interface PoolOutputs {
  readonly 'pools/list': PoolList;
  readonly 'pools/seats': SeatList;
  readonly 'pools/export': SeatExport;
  readonly 'pools/waitlist': readonly WaiterRow[];
  readonly 'pools/history': PoolHistory;
  readonly 'pools/alerts': AlertList;
  readonly 'pools/held-twice': HeldTwiceList;
  readonly 'pools/export-held-twice': HeldTwiceExport;
  readonly 'pools/reserve': { readonly done: true };
  readonly 'pools/drop-reservation': { readonly done: true };
  readonly 'pools/block': { readonly done: true };
  readonly 'pools/unblock': { readonly done: true };
  readonly 'pools/prioritize': readonly WaiterRow[];
}

export type PoolCalls = Calls<typeof poolInputs, PoolOutputs>;
