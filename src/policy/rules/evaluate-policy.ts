import { poolIdOf } from '../../catalog/rules/catalog';
import { stageOf, strictestStages } from './approval-stage';
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
import { strictestEvidence } from './evidence';
import { CONTROLS, type Control } from './exception';
import { PEOPLE_AT_ONCE, type Decision, type Policy, type PolicyFacts } from './policy';
import { policyMessages } from './messages';

/** Decides about one request; see `decide`. */
export const evaluatePolicy = (policy: Policy, facts: PolicyFacts): Decision =>
  decide(compilePolicy(policy), facts);

/**
 * Decides about one request. No rule that permits: denied. One rule that forbids: denied, whatever else
 * permits. Requirements add up and the shortest limit counts; an auto-approve rule waives only those that are
 * marked waivable. A rule that asks about what nobody knows may forbid, require or limit, and never allows. The
 * order of rules never matters. Whatever the policy says, premium is never granted without a human approval, and
 * many people at once never without that of the application's owner, and an exception to a control never without
 * that of a manager and never without an end.
 */
export function decide(policy: CompiledPolicy, facts: PolicyFacts): Decision {
  const found = withReversedDuties(policy, facts);
  let kinds = 0;
  for (const { does } of found) kinds |= does;
  if (kinds & FORBIDS) return decided(policy, 'deny', found, FORBIDS);

  const asking = kinds & (kinds & ALLOWS ? ASKS : ASKS | ASKS_UNLESS_WAIVED);
  if (asking) return forMany(decided(policy, 'require-approval', found, asking | LIMITS), facts);
  if (!(kinds & ALLOWS)) return denied(policy, 'default-deny', policyMessages.noRuleAllows);
  if (facts.premium) return denied(policy, 'premium-needs-approval', policyMessages.premiumNeedsApproval);
  if (isForMany(facts)) return forMany(decided(policy, 'require-approval', found, LIMITS), facts);
  return decided(policy, 'auto-approve', found, ALLOWS | LIMITS);
}

/**
 * The rules that apply, sorted by id: those about what is asked for, and those that forbid something that the person has
 * already to whoever has this. What must not come together is asked about in either order.
 */
function withReversedDuties(policy: CompiledPolicy, facts: PolicyFacts): readonly CompiledRule[] {
  const found = policy.applicable(facts);
  if (!facts.held || facts.held.length === 0) return found;
  const holds = [poolIdOf(facts.applicationKey, facts.tierKey)];
  const reversed = facts.held
    .flatMap((held) => policy.applicable({ ...held, holds }))
    .filter((rule) => rule.isAboutDuties && !found.includes(rule));
  return [...found, ...new Set(reversed)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

// fewer in each of several applications are as many people
const isForMany = ({ people, peopleInAll = 0 }: PolicyFacts): boolean =>
  Math.max(people, peopleInAll) > PEOPLE_AT_ONCE;

/** Adds the owner's approval to a decision about more people than may be given access on the quiet. */
function forMany(decision: Decision, facts: PolicyFacts): Decision {
  if (!isForMany(facts)) return decision;
  const { rules, reasons } = decision;
  const at = rules.filter((id) => id < MANY_PEOPLE_RULE).length;
  return {
    ...decision,
    stages: strictestStages([...decision.stages, stageOf('application-owner')]),
    rules: rules.toSpliced(at, 0, MANY_PEOPLE_RULE),
    reasons: reasons.toSpliced(at, 0, policyMessages.manyPeople(PEOPLE_AT_ONCE)),
  };
}

/** The rule that no policy can switch off, as a decision names it. */
export const MANY_PEOPLE_RULE = 'many-people-at-once';

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
  let exceptions = NO_EXCEPTIONS;
  let evidence = NO_EVIDENCE;
  let asked = stageSums.none;
  let maxDays = Infinity;
  for (const rule of found) {
    if (!(rule.does & deciding)) continue;
    rules.push(rule.id);
    reasons.push(rule.description);
    if (rule.stages) asked = stageSums.add(asked, rule.stages);
    if (rule.maxDays < maxDays) maxDays = rule.maxDays;
    if (rule.evidence) evidence = strictestEvidence([...evidence, ...rule.evidence]);
    if (rule.exceptionTo) exceptions = withException(exceptions, rule.exceptionTo);
  }
  const { stages } = asked;
  return {
    effect,
    stages,
    maxDays: isFinite(maxDays) ? maxDays : null,
    evidence,
    exceptions,
    rules,
    reasons,
    policyVersion: version,
  };
}

// most decisions have none, so they share one list
const NO_EVIDENCE: Decision['evidence'] = [];
const NO_EXCEPTIONS: Decision['exceptions'] = [];

const withException = (exceptions: Decision['exceptions'], added: Control): Decision['exceptions'] =>
  CONTROLS.filter((control) => control === added || exceptions.includes(control));

const denied = ({ version }: CompiledPolicy, rule: string, reason: string): Decision => ({
  effect: 'deny',
  stages: [],
  maxDays: null,
  evidence: NO_EVIDENCE,
  exceptions: NO_EXCEPTIONS,
  rules: [rule],
  reasons: [reason],
  policyVersion: version,
});
