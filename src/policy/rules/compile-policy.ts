import { stageOf, strictestStages } from './approval-stage';
import type { EvidenceRequirement } from './evidence';
import type { Control } from './exception';
import type { Policy, PolicyFacts, PolicyRule, RuleEffect } from './policy';
import { allOf, indexFact, indexFlag, type RuleBits } from './rule-index';
import { hundredths, testsOf, type Test } from './rule-match';
import { stageSums, type StageSum, type StageSums } from './combined-stages';

/** How many combinations of facts a compiled policy remembers before it starts again. */
const REMEMBERED = 20_000;

/** What rules do, as bits, so that the kinds of all rules that apply fit into one number. */
export const FORBIDS = 1;
export const ALLOWS = 2;
export const LIMITS = 4;
export const ASKS = 8;
export const ASKS_UNLESS_WAIVED = 16;

export interface CompiledRule {
  readonly id: string;
  readonly description: string;
  /** One of the bits above. */
  readonly does: number;
  /** Whether it forbids something to whoever has something else: it is asked in both orders. */
  readonly isAboutDuties: boolean;
  /** The conditions that are left to ask once the index has found the rule. */
  readonly tests: readonly Test[];
  /** The stages that it requires; null for a rule that requires none. */
  readonly stages: StageSum | null;
  /** Infinite for a rule that sets no limit. */
  readonly maxDays: number;
  /** What it wants to see; null for a rule that wants nothing. */
  readonly evidence: readonly EvidenceRequirement[] | null;
  /** The control that it makes an exception to, if any. */
  readonly exceptionTo: Control | null;
}

/** A policy with its rules laid out so that those which cannot apply are never looked at. */
export interface CompiledPolicy {
  readonly version: number;
  readonly stageSums: StageSums;
  /** The rules that apply to a request, sorted by id; those that allow only if all they ask about is known. */
  readonly applicable: (facts: PolicyFacts) => readonly CompiledRule[];
}

/**
 * Prepares a policy for many decisions; takes time in proportion to its rules, once.
 *
 * What is asked for (application, tier, role) and who gets it (department, place, kind of worker) take few values in one
 * company, so the rules that each leaves are worked out once for each combination, as bits. A decision looks both
 * up, keeps the rules that are in both, and asks only these about duration, price, holdings and number of people.
 */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const rules = [...policy.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sums = stageSums(strictestStages);
  const amounts = new Map<string, number | null>();
  const readAmount = (amount: string): number | null =>
    amounts.get(amount) ?? remember(amounts, amount, hundredths(amount));
  const compiled = rules.map((rule): CompiledRule => ({
    id: rule.id,
    description: rule.description,
    does: bitOf(rule.effect),
    isAboutDuties: isAboutDuties(rule),
    tests: testsOf(rule, readAmount),
    stages: stagesOf(rule.effect, sums),
    maxDays: 'maxDays' in rule.effect ? rule.effect.maxDays : Infinity,
    evidence: rule.effect.kind === 'require-evidence' ? rule.effect.evidence : null,
    exceptionTo: rule.effect.kind === 'exception' ? rule.effect.of : null,
  }));
  const leftByEntitlement = indexEntitlements(rules);
  const leftByPerson = indexPeople(rules);
  return {
    version: policy.version,
    stageSums: sums,
    applicable: (facts) => {
      const { words, bits } = leftByEntitlement(facts);
      const person = leftByPerson(facts);
      const found: CompiledRule[] = [];
      for (let index = 0; index < words.length; index++) {
        const word = words[index] ?? 0;
        let left = (bits[index] ?? 0) & (person[word] ?? 0);
        while (left !== 0) {
          const rule = compiled[word * 32 + 31 - Math.clz32(left & -left)];
          if (rule && allMet(rule.tests, facts)) found.push(rule);
          left &= left - 1;
        }
      }
      return found;
    },
  };
}

/** Whether a rule does not let one person have two things together. */
export const isAboutDuties = ({ effect, when }: PolicyRule): boolean =>
  effect.kind === 'forbid' && when.holdsAny !== undefined;

function bitOf(effect: RuleEffect): number {
  switch (effect.kind) {
    case 'forbid':
      return FORBIDS;
    case 'auto-approve':
      return ALLOWS;
    case 'limit-duration':
    case 'require-evidence':
      return LIMITS;
    case 'exception':
      return ASKS;
    case 'require':
      return effect.waivable ? ASKS_UNLESS_WAIVED : ASKS;
  }
}

function stagesOf(effect: RuleEffect, sums: StageSums): StageSum | null {
  if (effect.kind === 'require') return sums.of(effect.stages);
  return effect.kind === 'exception' ? sums.of([stageOf(effect.approver)]) : null;
}

function allMet(tests: readonly Test[], facts: PolicyFacts): boolean {
  for (const test of tests) if (!test(facts)) return false;
  return true;
}

/** The rules that an entitlement leaves, without the stretches in which it leaves none. */
interface LeftByEntitlement {
  readonly words: readonly number[];
  readonly bits: RuleBits;
}

function indexEntitlements(rules: readonly PolicyRule[]): (facts: PolicyFacts) => LeftByEntitlement {
  const applications = indexFact(rules, ({ applications: named }) => named);
  const tiers = indexFact(rules, ({ tiers: named }) => named);
  const roles = indexFact(rules, (when) => when.roles);
  const risks = indexFact(rules, ({ risk }) => risk);
  const narrowByPremium = indexFlag(rules, (when) => when.premium);
  const known = new Map<number, LeftByEntitlement>();
  return (facts) => {
    const { premium } = facts;
    const application = applications.numberOf(facts.applicationKey);
    const tier = tiers.numberOf(facts.tierKey);
    const role = roles.numberOf(facts.role);
    const risk = risks.numberOf(facts.risk);
    const key =
      (((application * tiers.count + tier) * roles.count + role) * risks.count + risk) * 2 + Number(premium);
    const before = known.get(key);
    if (before) return before;

    const bits = allOf(rules);
    applications.narrow(bits, application);
    tiers.narrow(bits, tier);
    roles.narrow(bits, role);
    risks.narrow(bits, risk);
    narrowByPremium(bits, premium);
    const words = [...bits.keys()].filter((word) => bits[word] !== 0);
    return remember(known, key, { words, bits: bits.filter((word) => word !== 0) });
  };
}

function indexPeople(rules: readonly PolicyRule[]): (facts: PolicyFacts) => RuleBits {
  const departments = indexFact(rules, ({ departments: named }) => named);
  const locations = indexFact(rules, ({ locations: named }) => named);
  const workerTypes = indexFact(rules, ({ workerTypes: named }) => named);
  const narrowByBehalf = indexFlag(rules, (when) => when.onBehalf);
  const known = new Map<number, RuleBits>();
  return (facts) => {
    const department = departments.numberOf(facts.department);
    const location = locations.numberOf(facts.location);
    const workerType = workerTypes.numberOf(facts.workerType);
    const behalf = facts.onBehalf === null ? 2 : Number(facts.onBehalf);
    const key = ((department * locations.count + location) * workerTypes.count + workerType) * 3 + behalf;
    const before = known.get(key);
    if (before) return before;

    const bits = allOf(rules);
    departments.narrow(bits, department);
    locations.narrow(bits, location);
    workerTypes.narrow(bits, workerType);
    narrowByBehalf(bits, facts.onBehalf);
    return remember(known, key, bits);
  };
}

function remember<K, T>(known: Map<K, T>, key: K, value: T): T {
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}
