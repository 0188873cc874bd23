import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import { isTimeZone } from '../../calendars/rules/time-zone';
import { MAX_DELEGATES } from '../rules/delegation';
import { calendarMessages } from '../../calendars/rules/messages';

/** One delegation as its maker sees it. Times in milliseconds since the epoch; `until` is no longer in. */
export interface DelegationView {
  readonly id: string;
  readonly delegateIds: readonly string[];
  readonly from: number;
  readonly until: number;
  /** Keys; null for all. */
  readonly applications: readonly string[] | null;
  readonly endedAt: number | null;
  readonly state: 'upcoming' | 'active' | 'over';
}

export interface OpenDelegation extends DelegationView {
  readonly delegatorId: string;
}

export interface ProfileView {
  readonly now: number;
  /** The ones that end last first. */
  readonly delegations: readonly DelegationView[];
  readonly applications: readonly {
    readonly key: string;
    readonly name: string;
    /** Whether the viewer is its owner or backup owner. */
    readonly isOwn: boolean;
  }[];
}

export interface DelegationsView {
  readonly now: number;
  readonly delegations: readonly OpenDelegation[];
  readonly applications: readonly { readonly key: string; readonly name: string }[];
}

const id = z.uuid();

const wantedDelegation = z.strictObject({
  /** Chosen by the caller, so that sending it twice makes one. */
  id,
  delegateIds: z.array(z.string().min(1).max(128)).max(MAX_DELEGATES),
  /** Both days whole, by the clock of the time zone. */
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  timeZone: z.string().max(60).refine(isTimeZone, calendarMessages.timeZone),
  applications: z.array(z.string().min(1).max(40)).max(200).nullable(),
});

export type WantedDelegation = z.infer<typeof wantedDelegation>;

/** Calls of the profile panel: about the caller's own delegations only. */
export const profileInputs = {
  'profile/show': z.strictObject({}),
  'profile/find-person': z.strictObject({ email: z.email().max(254) }),
  'profile/delegate': wantedDelegation,
  'profile/end': z.strictObject({ id }),
};

interface ProfileOutputs {
  readonly 'profile/show': ProfileView;
  readonly 'profile/find-person': { readonly personId: string | null };
  readonly 'profile/delegate': { readonly delegated: true };
  readonly 'profile/end': { readonly ended: true };
}

export type ProfileCalls = Calls<typeof profileInputs, ProfileOutputs>;

/** Calls of the admin page: about everybody's. */
export const delegationInputs = {
  'delegations/show': z.strictObject({}),
  'delegations/end': z.strictObject({ id }),
};

interface DelegationOutputs {
  readonly 'delegations/show': DelegationsView;
  readonly 'delegations/end': { readonly ended: true };
}

export type DelegationCalls = Calls<typeof delegationInputs, DelegationOutputs>;
