import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Policy } from '../../src/policy/rules/policy';
import { asksForCertainty, clausesOf, summedUp, type Clause, type Peer } from './common-ground';

type Condition = Extract<TopLevelCondition, { all: unknown }>['all'][number];

/**
 * json-rules-engine with one engine that holds all rules. The events of the rules that apply are added up
 * outside. The priorities make it stop at a rule's first condition that is not met.
 * @see https://github.com/CacheControl/json-rules-engine/blob/master/docs/rules.md
 */
export function jsonRulesEnginePeer({ rules }: Policy): Peer {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const engine = new Engine();
  engine.addOperator<string | null, string[]>(
    'inOrUnknown',
    (value, values) => value === null || values.includes(value),
  );
  engine.addOperator<number | null, number>('longerThan', (days, limit) => days === null || days > limit);
  engine.addOperator<string[], string[]>('overlaps', (held, pools) =>
    pools.some((pool) => held.includes(pool)),
  );
  for (const rule of rules) {
    const clauses = clausesOf(rule);
    const all = clauses.map((clause, index) => ({
      ...conditionOf(clause, asksForCertainty(rule)),
      priority: clauses.length - index,
    }));
    engine.addRule({
      name: rule.id,
      conditions: { all },
      event: { type: rule.effect.kind, params: { id: rule.id } },
    });
  }
  return {
    name: 'json-rules-engine',
    question: (facts) => async () => {
      const { events } = await engine.run({ ...facts });
      const applicable = events.flatMap(({ params }) => byId.get(String(params?.['id'])) ?? []);
      return summedUp(applicable, facts.premium);
    },
  };
}

function conditionOf(clause: Clause, certain: boolean): Condition {
  switch (clause.kind) {
    case 'one-of':
      return { fact: clause.fact, operator: certain ? 'in' : 'inOrUnknown', value: clause.values };
    case 'is':
      return { fact: clause.fact, operator: 'equal', value: clause.value };
    case 'more-people-than':
      return { fact: 'people', operator: 'greaterThan', value: clause.people };
    case 'longer-than':
      return { fact: 'durationDays', operator: 'longerThan', value: clause.days };
    case 'dearer-than': {
      const dearer = { fact: 'yearlyCost', operator: 'greaterThan', value: clause.yearlyCost };
      const currency = { fact: 'currency', value: clause.currency };
      return certain
        ? { all: [{ ...currency, operator: 'equal' }, dearer] }
        : { any: [{ ...currency, operator: 'notEqual' }, dearer] };
    }
    case 'holds-any':
      return { fact: 'holds', operator: 'overlaps', value: clause.pools };
  }
}
