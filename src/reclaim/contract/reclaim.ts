import { reasonSchema } from '../../common/contract/reason';
import type { Calls } from '../../common/contract/calls';
import { reclaimRulesSchema } from '../../settings/contract/reclaim-settings';
import { revisionSchema } from '../../settings/contract/settings-part';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import * as z from '#zod';
import type { SeatsCost } from '../../common/rules/seat-costs';
import type { CaseRemark, CaseState, IdleEvidence } from '../rules/reclaim-case';
import { CASE_STATES, OPEN_STATES } from '../rules/reclaim-case';
import type { RunKind } from '../rules/run-kind';
import { poolIdSchema } from '../../pools/contract/pools';
import { reclaimMessages } from '../rules/messages';

/** One case in the console's table. Times everywhere: milliseconds since the epoch, UTC. */
export interface CaseRow {
  readonly caseId: string;
  /** What its ticket is found by. */
  readonly code: string;
  readonly poolId: string;
  readonly what: string;
  readonly holderId: string;
  readonly state: CaseState;
  readonly action: 'remove' | 'downgrade';
  readonly evidence: IdleEvidence;
  readonly remarks: readonly CaseRemark[];
  readonly openedAt: number;
  readonly nextAt: number | null;
  readonly keepUntil: number | null;
  readonly removedAt: number | null;
  readonly issueId: string | null;
  /** Whether who is looking may decide about it; nobody decides about their own seat. */
  readonly isMine: boolean;
}

export interface CaseList {
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly page: number;
  /** Whether a request type is set up in which holders are asked. */
  readonly canAsk: boolean;
  /** Of the removals of the last 90 days, from opening to removal, in milliseconds; null when there was none. */
  readonly medianCycleMs: number | null;
}

/** A part of the cases as CSV. */
export interface CaseExport {
  readonly text: string;
  readonly cases: number;
  /** Of all parts together. */
  readonly total: number;
}

export interface RunRow {
  readonly runId: string;
  readonly kind: RunKind;
  readonly state: 'running' | 'done' | 'stopped' | 'undone';
  readonly poolId: string | null;
  /** Whether somebody chose the seats, rather than a search finding them. */
  readonly isChosen: boolean;
  readonly examined: number;
  readonly opened: number;
  readonly unknown: number;
  readonly leftOut: readonly { readonly poolId: string; readonly reason: string }[];
  readonly stopped: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
}

/** A run as a list shows it. */
export interface ListedRun extends RunRow {
  /** The pool that it was about, as people know it; null for all. */
  readonly what: string | null;
  readonly leftOut: readonly { readonly poolId: string; readonly what: string; readonly reason: string }[];
}

/** What a run would do, before it does anything. */
export interface ReclaimPlan {
  readonly pools: readonly {
    readonly poolId: string;
    readonly what: string;
    readonly candidates: number;
    readonly leftAlone: number;
    readonly unknown: number;
    /** Why nothing idle is taken back there; null when nothing speaks against it. */
    readonly problem: string | null;
    /** The most that one run may take of it. */
    readonly ceiling: number;
  }[];
  /** The first of those it would open a case for, with the reason. */
  readonly rows: readonly {
    readonly poolId: string;
    readonly holderId: string;
    readonly slot: number;
    readonly evidence: IdleEvidence;
  }[];
  readonly wouldOpen: number;
  readonly mostCases: number;
  /** Whether there was no time to look at everything. */
  readonly isCut: boolean;
}

/** What taking back chosen seats of a pool would do, before it does anything. */
export interface SelectionPlan {
  /** The same for the same plan: what is started is what was shown. */
  readonly planId: string;
  readonly poolId: string;
  readonly what: string;
  /** Each chosen seat, in the order of their slots. */
  readonly rows: readonly SelectionRow[];
  readonly wouldOpen: number;
  /** Of how many of them nobody knows whether they are used. */
  readonly unknown: number;
  /** The most that one run may take of the pool, and of everything. */
  readonly ceiling: number;
  readonly mostCases: number;
  /** Why nothing idle is taken back there; null when nothing speaks against it. */
  readonly problem: string | null;
}

export type SelectionRow =
  | {
      readonly slot: number;
      readonly holderId: string;
      /** Whether its holder is asked first; what was granted until a day that is over needs no asking. */
      readonly does: 'ask' | 'take-away';
      /** The lower tier that the holder moves to; null when they lose the application. */
      readonly movesTo: string | null;
      readonly evidence: IdleEvidence;
    }
  | {
      readonly slot: number;
      readonly holderId: string | null;
      readonly does: 'nothing';
      readonly reason: string;
    };

/** What undoing everything that one person asked for in a time would take back. */
export interface BatchPlan extends SeatsCost {
  readonly application: string;
  readonly people: number;
  readonly seats: number;
  /** The first of them. */
  readonly rows: readonly {
    readonly poolId: string;
    /** The pool as people know it. */
    readonly what: string;
    readonly holderId: string;
    readonly slot: number;
    readonly issueId: string | null;
  }[];
}

export interface ExclusionRow {
  readonly holderId: string;
  readonly applicationKey: string | null;
  readonly kind: 'service-account' | 'vip' | 'on-leave' | 'other';
  readonly reason: string;
  readonly endsAt: number | null;
  readonly addedBy: string;
}

/** The states that a list of cases can show: every one, and those in which something is still to be done. */
export const ALL_CASES: readonly CaseState[] = CASE_STATES;
export const OPEN_CASES: readonly CaseState[] = OPEN_STATES;

export const CASES_A_PAGE = 25;
export const MOST_PLANNED = 200;

// with the longest logins that there can be, what a run remembers of them stays below 64 KB
const MOST_CHOSEN = 100;

const poolId = poolIdSchema;
const page = z.int().min(0).max(100_000).default(0);
const caseId = z.string().regex(/^[0-9a-f]{32}$/);
const runId = z.uuid();
const reason = reasonSchema(3, 300);
const holderId = z.string().trim().min(1).max(128);
const applicationKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .nullable();

/** Seats of a pool that somebody chose. */
const selection = {
  poolId,
  slots: z
    .array(z.int().min(1).max(10_000_000))
    .min(1, reclaimMessages.error.chooseSeat)
    .max(MOST_CHOSEN, { error: () => reclaimMessages.error.tooManySeats(MOST_CHOSEN) })
    .refine((slots) => new Set(slots).size === slots.length, reclaimMessages.error.seatTwice),
};

/** Everything that one person asked for in an application from a time up to another, UTC. */
const batch = {
  requesterId: z.string().trim().min(1).max(128),
  applicationKey: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  from: z.int().positive(),
  to: z.int().positive(),
};

/** How a company takes seats back, and how often that was saved. */
export interface ReclaimRulesView {
  readonly rules: ReclaimRules;
  readonly revision: number;
}

export const reclaimInputs = {
  'reclaim/plan-batch': z.strictObject(batch),
  'reclaim/undo-batch': z.strictObject({ ...batch, runId }),
  'reclaim/cases': z.strictObject({
    states: z.array(z.enum(CASE_STATES)).min(1).max(CASE_STATES.length),
    poolId: poolId.nullable().default(null),
    runId: runId.nullable().default(null),
    page,
  }),
  'reclaim/export': z.strictObject({
    states: z.array(z.enum(CASE_STATES)).min(1).max(CASE_STATES.length),
    poolId: poolId.nullable().default(null),
    runId: runId.nullable().default(null),
    part: page,
  }),
  'reclaim/runs': z.strictObject({ page }),
  'reclaim/plan': z.strictObject({ poolId: poolId.nullable() }),
  'reclaim/start': z.strictObject({ runId, poolId: poolId.nullable() }),
  'reclaim/plan-seats': z.strictObject(selection),
  'reclaim/start-seats': z.strictObject({
    ...selection,
    runId,
    planId: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  'reclaim/decide': z.strictObject({ caseId, decision: z.enum(['approve', 'refuse']), reason }),
  'reclaim/confirm': z.strictObject({ caseId }),
  'reclaim/undo': z.strictObject({ caseId }),
  'reclaim/undo-run': z.strictObject({ runId }),
  'reclaim/exclusions': z.strictObject({}),
  'reclaim/exclude': z.strictObject({
    holderId,
    applicationKey,
    kind: z.enum(['service-account', 'vip', 'on-leave', 'other']),
    reason,
    endsAt: z.int().positive().nullable(),
  }),
  'reclaim/include': z.strictObject({ holderId, applicationKey }),
  'reclaim/rules': z.strictObject({}),
  'reclaim/applications': z.strictObject({}),
  /** `after` is how often they had been saved as they were shown. */
  'reclaim/save-rules': z.strictObject({ rules: reclaimRulesSchema, after: revisionSchema }),
};

interface ReclaimOutputs {
  readonly 'reclaim/plan-batch': BatchPlan;
  readonly 'reclaim/undo-batch': { readonly opened: number };
  readonly 'reclaim/cases': CaseList;
  readonly 'reclaim/export': CaseExport;
  readonly 'reclaim/runs': { readonly rows: readonly ListedRun[]; readonly page: number };
  readonly 'reclaim/plan': ReclaimPlan;
  readonly 'reclaim/start': RunRow;
  readonly 'reclaim/plan-seats': SelectionPlan;
  readonly 'reclaim/start-seats': RunRow;
  readonly 'reclaim/decide': CaseRow;
  readonly 'reclaim/confirm': CaseRow;
  readonly 'reclaim/undo': CaseRow;
  readonly 'reclaim/undo-run': { readonly undone: number; readonly canceled: number; readonly left: number };
  readonly 'reclaim/exclusions': readonly ExclusionRow[];
  readonly 'reclaim/exclude': readonly ExclusionRow[];
  readonly 'reclaim/include': readonly ExclusionRow[];
  readonly 'reclaim/rules': ReclaimRulesView;
  /** What rules can make exceptions for. */
  readonly 'reclaim/applications': readonly { readonly key: string; readonly name: string }[];
  /** Not saved: they wait for a second administrator, and others hold. */
  readonly 'reclaim/save-rules': ReclaimRulesView & { readonly saved: boolean };
}

export type ReclaimCalls = Calls<typeof reclaimInputs, ReclaimOutputs>;

/** What a holder, or an agent, sees of a case on its ticket. */
export interface CaseView {
  readonly kind: 'reclaim-case';
  readonly what: string;
  readonly holderId: string;
  readonly state: CaseState;
  readonly action: 'remove' | 'downgrade';
  readonly evidence: IdleEvidence;
  readonly remarks: readonly CaseRemark[];
  readonly keepUntil: number | null;
  /** Until when an answer is waited for; null when none is. */
  readonly answerBy: number | null;
  /** Whether it is the viewer who is asked. */
  readonly isMine: boolean;
  readonly now: number;
}

export const keepInput = z.strictObject({ reason });
