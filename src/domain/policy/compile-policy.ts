import type { Policy, PolicyFacts, PolicyRule } from './policy';
import { matcherOf, type Match } from './rule-match';

export interface CompiledRule {
  readonly rule: PolicyRule;
  readonly matches: (facts: PolicyFacts) => Match;
}

/** A policy with its rules laid out so that those which cannot apply are never looked at. */
export interface CompiledPolicy {
  readonly version: number;
  /** Rules that may apply to an application: those that name it, and those that name none. */
  readonly candidates: (applicationKey: string) => readonly CompiledRule[];
}

/** Prepares a policy for many decisions; takes time in proportion to its rules, once. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  // sorted here, so that whoever collects them in order has them sorted
  const rules = [...policy.rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule): CompiledRule => ({ rule, matches: matcherOf(rule) }));
  const general = rules.filter(({ rule }) => rule.when.applications === undefined);
  const named = new Set(
    rules.flatMap(({ rule }) => rule.when.applications?.map((key) => key.toLowerCase()) ?? []),
  );
  const byApplication = new Map<string, readonly CompiledRule[]>();
  const namesIt = (rule: PolicyRule, key: string): boolean =>
    rule.when.applications?.some((name) => name.toLowerCase() === key) ?? true;
  for (const key of named) {
    byApplication.set(
      key,
      rules.filter(({ rule }) => namesIt(rule, key)),
    );
  }
  return {
    version: policy.version,
    candidates: (applicationKey) =>
      byApplication.get(applicationKey) ?? byApplication.get(applicationKey.toLowerCase()) ?? general,
  };
}
