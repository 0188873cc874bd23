import { compilePolicy, isAboutDuties, type CompiledPolicy } from '../../policy/rules/compile-policy';
import type { Policy, PolicyFacts } from '../../policy/rules/policy';

/** A seat in use, with what rules ask about it. Times in milliseconds since the epoch, UTC. */
export interface HeldSeat {
  readonly poolId: string;
  readonly facts: Omit<PolicyFacts, 'holds'>;
  readonly since: number;
  /** The ticket through which it came; null when none did. */
  readonly issueId: string | null;
}

/** Two or more seats of one person that a rule does not let one person have. */
export interface DutyConflict {
  /** The seat that the rule forbids to whoever has the others. */
  readonly poolId: string;
  readonly ruleId: string;
  /** The rule's own words. */
  readonly reason: string;
  /** The others, sorted. */
  readonly withPools: readonly string[];
  /** The ticket through which the newest of all of them came; null when none came through a ticket. */
  readonly issueId: string | null;
}

/** The part of a policy that is about what one person must not have together. */
export interface DutyRules {
  readonly compiled: CompiledPolicy;
}

/** Prepares a policy for looking at many people; null when it has no rule about conflicting duties. */
export function dutyRules({ version, rules }: Policy): DutyRules | null {
  const about = rules.filter(isAboutDuties);
  return about.length === 0 ? null : { compiled: compilePolicy({ version, rules: about }) };
}

/**
 * Every conflict among the seats of one person, by the rules that forbid a seat to whoever holds another. A
 * rule that asks about what nobody knows counts as broken, as it does when somebody asks for the seat.
 */
export function findConflicts({ compiled }: DutyRules, seats: readonly HeldSeat[]): DutyConflict[] {
  return seats.flatMap((seat) => {
    const found = new Map<string, { readonly reason: string; readonly others: HeldSeat[] }>();
    for (const other of seats) {
      if (other.poolId === seat.poolId) continue;
      for (const { id, description } of compiled.applicable({ ...seat.facts, holds: [other.poolId] })) {
        const conflict = found.get(id) ?? { reason: description, others: [] };
        conflict.others.push(other);
        found.set(id, conflict);
      }
    }
    return [...found].map(([ruleId, { reason, others }]) => ({
      poolId: seat.poolId,
      ruleId,
      reason,
      withPools: others.map(({ poolId }) => poolId).sort(),
      issueId: newestTicket([seat, ...others]),
    }));
  });
}

function newestTicket(seats: readonly HeldSeat[]): string | null {
  const newestFirst = [...seats].sort((a, b) => b.since - a.since);
  return newestFirst.find(({ issueId }) => issueId !== null)?.issueId ?? null;
}
