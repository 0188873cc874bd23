import {
  preparsePolicySet,
  statefulIsAuthorized,
  type Context,
  type DetailedError,
  type StatefulAuthorizationCall,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Policy, PolicyRule } from '../../src/policy/rules/policy';
import {
  asksForCertainty,
  clausesOf,
  summedUp,
  type Clause,
  type Peer,
  type PlainFacts,
} from './common-ground';

const POLICY_SET = 'rules';

/**
 * Cedar with its policy set parsed once. What forbids is a `forbid`, everything else a `permit`: one call names
 * all permits that apply, and what they stand for is added up outside. All facts come in the context, so that no
 * entities have to be read for each request.
 * @see https://docs.cedarpolicy.com/auth/authorization.html
 */
export function cedarPeer({ rules }: Policy): Peer {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const parsed = preparsePolicySet(POLICY_SET, {
    staticPolicies: Object.fromEntries(rules.map((rule) => [rule.id, policyText(rule)])),
  });
  if (parsed.type === 'failure') throw new Error(textOf(parsed.errors));
  return {
    name: 'cedar-wasm',
    question: (facts) => {
      const call: StatefulAuthorizationCall = {
        principal: { type: 'Person', id: 'beneficiary' },
        action: { type: 'Action', id: 'use' },
        resource: { type: 'Entitlement', id: `${facts.application}/${facts.tier}` },
        context: contextOf(facts),
        entities: [],
        preparsedPolicySetId: POLICY_SET,
      };
      return () => {
        const answer = statefulIsAuthorized(call);
        if (answer.type === 'failure') throw new Error(textOf(answer.errors));
        const { reason, errors } = answer.response.diagnostics;
        if (errors.length > 0) throw new Error(textOf(errors.map(({ error }) => error)));
        const applicable = reason.flatMap((id) => byId.get(id) ?? []);
        return summedUp(applicable, facts.premium);
      };
    },
  };
}

const textOf = (errors: readonly DetailedError[]): string => errors.map(({ message }) => message).join('\n');

/** Cedar has no null: what nobody knows is left out. */
const contextOf = (facts: PlainFacts): Context =>
  Object.fromEntries(
    Object.entries({ ...facts, holds: [...facts.holds] }).filter(([, value]) => value !== null),
  );

function policyText(rule: PolicyRule): string {
  const conditions = clausesOf(rule).map((clause) => conditionText(clause, asksForCertainty(rule)));
  const when = conditions.length === 0 ? '' : ` when { ${conditions.join(' && ')} }`;
  return `${rule.effect.kind === 'forbid' ? 'forbid' : 'permit'}(principal, action, resource)${when};`;
}

const textSet = (texts: readonly string[]): string =>
  `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;

function conditionText(clause: Clause, certain: boolean): string {
  const known = (fact: string, condition: string): string =>
    certain ? `(context has ${fact} && ${condition})` : `(!(context has ${fact}) || ${condition})`;
  switch (clause.kind) {
    case 'one-of': {
      const [first, ...others] = clause.values;
      const condition =
        others.length === 0 && first !== undefined
          ? `context.${clause.fact} == ${JSON.stringify(first)}`
          : `${textSet(clause.values)}.contains(context.${clause.fact})`;
      return clause.fact === 'application' || clause.fact === 'tier'
        ? condition
        : known(clause.fact, condition);
    }
    case 'is':
      return `context.${clause.fact} == ${String(clause.value)}`;
    case 'more-people-than':
      return `context.people > ${clause.people}`;
    case 'longer-than':
      return `(!(context has durationDays) || context.durationDays > ${clause.days})`;
    case 'dearer-than': {
      const comparable = `(context has currency && context.currency == ${JSON.stringify(clause.currency)})`;
      const dearer = `context.yearlyCost > ${clause.yearlyCost}`;
      return certain ? `(${comparable} && ${dearer})` : `(!${comparable} || ${dearer})`;
    }
    case 'holds-any':
      return `context.holds.containsAny(${textSet(clause.pools)})`;
  }
}
