import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { SourceState } from '../../usage/rules/usage';
import { importId } from '../../staging/contract/imports';
import { importMessages } from '../rules/messages';

/** What a list of people with licenses and their last activity would change; nothing is written yet. */
export interface UsagePlan {
  readonly source: string;
  /** As of when the list says so, milliseconds since the epoch, UTC. */
  readonly observedAt: number;
  readonly rows: number;
  readonly pools: readonly UsagePlanPool[];
  readonly sources: readonly UsagePlanSource[];
  /** The first holders who would be idle. */
  readonly candidates: readonly IdleHolder[];
  readonly candidateCount: number;
  readonly messages: readonly OwnerMessage[];
  /** The first problems; `problemCount` counts all. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly problemCount: number;
  /** Rows that repeat a person and tier; the latest activity counts. */
  readonly repeatedRows: number;
  readonly applicable: boolean;
}

export interface UsagePlanPool {
  readonly poolId: string;
  readonly what: string;
  readonly purchased: number;
  /** Seats in use before, and after. */
  readonly before: number;
  readonly after: number;
  /** People of the list who get a seat in the record. */
  readonly added: number;
  /** People who have two seats, by their login and by their account, and will have one. */
  readonly merged: number;
  /** Holders whom the list does not name any more; they keep their seats. */
  readonly missing: number;
  readonly over: number;
  readonly inactive: number;
  readonly unknown: number;
}

export interface UsagePlanSource {
  readonly applicationKey: string;
  readonly application: string;
  readonly state: SourceState;
  readonly people: number;
  readonly previousPeople: number | null;
  /** After how many days a list is stale. */
  readonly staleDays: number;
}

export interface IdleHolder {
  readonly poolId: string;
  readonly holderId: string;
  readonly since: number | null;
}

/** A message to an application's owner, ready to be sent. */
export interface OwnerMessage {
  readonly applicationKey: string;
  readonly ownerId: string | null;
  readonly text: string;
}

export const DATE_ORDERS = ['iso', 'dmy', 'mdy'] as const;

export const usageInputs = {
  'usage/plan-import': z.strictObject({
    importId,
    source: z
      .string()
      .trim()
      .min(1, importMessages.usage.sourceMissing)
      .max(40)
      .regex(/^[\p{L}\p{N} ._-]+$/u, importMessages.usage.sourceName),
    /** As of when the list was made. */
    observedAt: z.int().positive(),
    dateOrder: z.enum(DATE_ORDERS).default('iso'),
    /** Whether a list with far fewer people than before is believed. */
    acceptsFewer: z.boolean().default(false),
  }),
};

interface UsageOutputs {
  readonly 'usage/plan-import': UsagePlan;
}

export type UsageCalls = Calls<typeof usageInputs, UsageOutputs>;
