import type { ApprovalStageKind, Decision, Policy, PolicyFacts, PolicyRule } from './policy';

const STAGE_ORDER: readonly ApprovalStageKind[] = ['manager', 'application-owner'];

/**
 * Decides about one request. No rule that permits: denied. One rule that forbids: denied, whatever else
 * permits. Requirements add up; an auto-approve rule waives only those that are marked waivable. The order
 * of rules never matters. Premium is never granted without a human approval, whatever the policy says.
 */
export function evaluatePolicy(policy: Policy, facts: PolicyFacts): Decision {
  const applicable = policy.rules.filter((rule) => applies(rule, facts));
  const forbids = applicable.filter(({ effect }) => effect.kind === 'forbid');
  if (forbids.length > 0) return decide('deny', [], forbids, policy);

  const waivers = applicable.filter(({ effect }) => effect.kind === 'auto-approve');
  const requirements = applicable.filter(
    ({ effect }) => effect.kind === 'require' && !(effect.waivable && waivers.length > 0),
  );
  const asked = requirements.flatMap(({ effect }) => (effect.kind === 'require' ? effect.stages : []));
  const stages = STAGE_ORDER.filter((stage) => asked.includes(stage));
  if (stages.length > 0) return decide('require-approval', stages, requirements, policy);
  if (waivers.length === 0)
    return denied('default-deny', 'No rule of the access policy allows this.', policy);
  if (facts.premium)
    return denied('premium-needs-approval', 'A premium tier is never granted without an approval.', policy);
  return decide('auto-approve', [], waivers, policy);
}

function applies(rule: PolicyRule, facts: PolicyFacts): boolean {
  const { applications, tiers, premium, departments, workerTypes } = rule.when;
  const within = (allowed: readonly string[] | undefined, actual: string): boolean =>
    allowed === undefined || allowed.some((value) => value.toLowerCase() === actual.toLowerCase());
  return (
    within(applications, facts.applicationKey) &&
    within(tiers, facts.tierKey) &&
    (premium === undefined || premium === facts.premium) &&
    within(departments, facts.department) &&
    within(workerTypes, facts.workerType)
  );
}

function decide(
  effect: Decision['effect'],
  stages: readonly ApprovalStageKind[],
  rules: readonly PolicyRule[],
  policy: Policy,
): Decision {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    effect,
    stages,
    rules: sorted.map(({ id }) => id),
    reasons: sorted.map(({ description }) => description),
    policyVersion: policy.version,
  };
}

const denied = (rule: string, reason: string, policy: Policy): Decision => ({
  effect: 'deny',
  stages: [],
  rules: [rule],
  reasons: [reason],
  policyVersion: policy.version,
});
