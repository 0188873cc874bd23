import {
  ALLOWS,
  ASKS,
  ASKS_UNLESS_WAIVED,
  compilePolicy,
  FORBIDS,
  LIMITS,
  type CompiledPolicy,
  type CompiledRule,
} from './compile-policy';
import type { Decision, Policy, PolicyFacts } from './policy';

/** Decides about one request; see `decide`. */
export const evaluatePolicy = (policy: Policy, facts: PolicyFacts): Decision =>
  decide(compilePolicy(policy), facts);

/**
 * Decides about one request. No rule that permits: denied. One rule that forbids: denied, whatever else
 * permits. Requirements add up and the shortest limit counts; an auto-approve rule waives only those that are
 * marked waivable. A rule that asks about what nobody knows may forbid, require or limit, and never allows. The
 * order of rules never matters. Premium is never granted without a human approval, whatever the policy says.
 */
export function decide(policy: CompiledPolicy, facts: PolicyFacts): Decision {
  const found = policy.applicable(facts);
  let kinds = 0;
  for (const { does } of found) kinds |= does;
  if (kinds & FORBIDS) return decided(policy, 'deny', found, FORBIDS);

  const asking = kinds & (kinds & ALLOWS ? ASKS : ASKS | ASKS_UNLESS_WAIVED);
  if (asking) return decided(policy, 'require-approval', found, asking | LIMITS);
  if (!(kinds & ALLOWS)) return denied(policy, 'default-deny', 'No rule of the access policy allows this.');
  if (facts.premium)
    return denied(policy, 'premium-needs-approval', 'A premium tier is never granted without an approval.');
  return decided(policy, 'auto-approve', found, ALLOWS | LIMITS);
}

/**
 * @param found the rules that apply, sorted by id
 * @param deciding bits of what those among them do that decided
 */
function decided(
  { version, stageSums }: CompiledPolicy,
  effect: Decision['effect'],
  found: readonly CompiledRule[],
  deciding: number,
): Decision {
  const rules: string[] = [];
  const reasons: string[] = [];
  let asked = stageSums.none;
  let maxDays = Infinity;
  for (const rule of found) {
    if (!(rule.does & deciding)) continue;
    rules.push(rule.id);
    reasons.push(rule.description);
    if (rule.stages) asked = stageSums.add(asked, rule.stages);
    if (rule.maxDays < maxDays) maxDays = rule.maxDays;
  }
  const { stages } = asked;
  return {
    effect,
    stages,
    maxDays: isFinite(maxDays) ? maxDays : null,
    rules,
    reasons,
    policyVersion: version,
  };
}

const denied = ({ version }: CompiledPolicy, rule: string, reason: string): Decision => ({
  effect: 'deny',
  stages: [],
  maxDays: null,
  rules: [rule],
  reasons: [reason],
  policyVersion: version,
});
