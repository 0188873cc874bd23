import * as z from '#zod';
import { reasonSchema } from '../../common/contract/reason';
import type { Calls } from '../../common/contract/calls';
import type { ChangedItem } from '../../common/rules/changed-item';

/** A change that waits for a second administrator. */
export interface WaitingChange {
  readonly changeId: string;
  readonly what: 'catalog' | 'settings';
  readonly items: readonly ChangedItem[];
  /** How many more items there are. */
  readonly more: number;
  readonly byId: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  /** Whether it is the change of whoever looks, who may withdraw but not approve it. */
  readonly isOwn: boolean;
}

/** What somebody else decided about a change of whoever looks. */
export interface OwnOutcome {
  readonly changeId: string;
  readonly what: 'catalog' | 'settings';
  /** `overtaken`: it was approved, and not applied since others had changed the same meanwhile. */
  readonly outcome: 'applied' | 'declined' | 'overtaken';
  readonly byId: string;
  /** Why it was declined; empty otherwise. */
  readonly note: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
}

export interface ChangesView {
  /** Whether one administrator may still change everything alone: there is no request yet. */
  readonly isFirstSetUp: boolean;
  /** Oldest first. */
  readonly waiting: readonly WaitingChange[];
  /** The last ones of two weeks, newest first. */
  readonly outcomes: readonly OwnOutcome[];
  /** A project on whose page its admins decide about them; null where none is set up. */
  readonly projectKey: string | null;
  /** The app's clock, in milliseconds since the epoch, UTC. */
  readonly now: number;
}

const changeId = z.string().regex(/^[0-9a-f]{32}$/);

export const changeInputs = {
  'changes/list': z.strictObject({}),
  'changes/approve': z.strictObject({ changeId }),
  'changes/decline': z.strictObject({ changeId, note: reasonSchema(1, 500) }),
  'changes/withdraw': z.strictObject({ changeId }),
};

interface ChangeOutputs {
  readonly 'changes/list': ChangesView;
  readonly 'changes/approve': ChangesView;
  readonly 'changes/decline': ChangesView;
  readonly 'changes/withdraw': ChangesView;
}

export type ChangeCalls = Calls<typeof changeInputs, ChangeOutputs>;
