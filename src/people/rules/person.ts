/** A person of the HR roster. No name and no address: join keys and what policies ask about. */
export interface Person {
  readonly workerId: string;
  /** Atlassian account id; null when the roster's e-mail address matches no account. */
  readonly accountId: string | null;
  readonly managerWorkerId: string | null;
  readonly status: 'active' | 'inactive';
  readonly onLeave: boolean;
  readonly workerType: string;
  readonly department: string;
  readonly location: string;
  /** Job title; empty when the roster has none. */
  readonly job: string;
  /** Completed, by name. */
  readonly trainings: readonly string[];
}

/** Whether the roster knows somebody at work, on leave, or as no employee any more. */
export type Presence = 'present' | 'on-leave' | 'inactive';

/** What the roster says of the people that one request is about. */
export interface PeopleOfRequest {
  readonly beneficiary: Person | null;
  readonly manager: Person | null;
  readonly managersManager: Person | null;
}

/** A person who may act as an approver: in the roster, active, and with an account to vote with. */
export const canApprove = (person: Person | null): person is Person & { readonly accountId: string } =>
  person?.status === 'active' && person.accountId !== null;
