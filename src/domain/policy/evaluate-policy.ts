import { compilePolicy, type CompiledPolicy } from './compile-policy';
import {
  APPROVAL_STAGES,
  type ApprovalStageKind,
  type Decision,
  type Policy,
  type PolicyFacts,
  type PolicyRule,
} from './policy';

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
  const { forbids, requirements, limits, waivers } = applicable(policy, facts);
  if (forbids.length > 0) return decision(policy, 'deny', forbids);

  const asked = requirements.filter(({ effect }) => !(isWaivable(effect) && waivers.length > 0));
  const maxDays = shortest(limits);
  if (asked.length > 0) {
    const stages = stagesOf(asked);
    return { ...decision(policy, 'require-approval', byId([...asked, ...limits])), stages, maxDays };
  }
  if (waivers.length === 0)
    return denied(policy, 'default-deny', 'No rule of the access policy allows this.');
  if (facts.premium)
    return denied(policy, 'premium-needs-approval', 'A premium tier is never granted without an approval.');
  return { ...decision(policy, 'auto-approve', byId([...waivers, ...limits])), maxDays };
}

interface Applicable {
  readonly forbids: PolicyRule[];
  readonly requirements: PolicyRule[];
  readonly limits: PolicyRule[];
  readonly waivers: PolicyRule[];
}

function applicable(policy: CompiledPolicy, facts: PolicyFacts): Applicable {
  const found: Applicable = { forbids: [], requirements: [], limits: [], waivers: [] };
  for (const { rule, matches } of policy.candidates(facts.applicationKey)) {
    const match = matches(facts);
    if (match === 'no') continue;
    switch (rule.effect.kind) {
      case 'forbid':
        found.forbids.push(rule);
        break;
      case 'require':
        found.requirements.push(rule);
        break;
      case 'limit-duration':
        found.limits.push(rule);
        break;
      case 'auto-approve':
        if (match === 'yes') found.waivers.push(rule);
        break;
    }
  }
  return found;
}

const isWaivable = (effect: PolicyRule['effect']): boolean => effect.kind === 'require' && effect.waivable;

function stagesOf(rules: readonly PolicyRule[]): ApprovalStageKind[] {
  const asked = new Set(rules.flatMap(({ effect }) => (effect.kind === 'require' ? effect.stages : [])));
  return APPROVAL_STAGES.filter((stage) => asked.has(stage));
}

function shortest(limits: readonly PolicyRule[]): number | null {
  const days = limits.flatMap(({ effect }) => (effect.kind === 'limit-duration' ? [effect.maxDays] : []));
  return days.length === 0 ? null : Math.min(...days);
}

const byId = (rules: PolicyRule[]): PolicyRule[] =>
  rules.length < 2 ? rules : rules.sort((a, b) => (a.id < b.id ? -1 : 1));

const decision = (
  { version }: CompiledPolicy,
  effect: Decision['effect'],
  rules: readonly PolicyRule[],
): Decision => ({
  effect,
  stages: [],
  maxDays: null,
  rules: rules.map(({ id }) => id),
  reasons: rules.map(({ description }) => description),
  policyVersion: version,
});

const denied = (policy: CompiledPolicy, rule: string, reason: string): Decision => ({
  ...decision(policy, 'deny', []),
  rules: [rule],
  reasons: [reason],
});
