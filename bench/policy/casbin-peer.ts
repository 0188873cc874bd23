import { EnforceContext, newEnforcer, newModelFromString } from 'casbin';
import { stageKey } from '../../src/policy/rules/approval-stage';
import type { Policy, PolicyRule } from '../../src/policy/rules/policy';
import {
  asksForCertainty,
  clausesOf,
  type Answer,
  type Clause,
  type Peer,
  type PlainFacts,
} from './common-ground';

/** A question that casbin can answer, and the rules that make it a yes. */
interface YesOrNo {
  readonly section: EnforceContext;
  readonly rules: readonly PolicyRule[];
}

/** A column for each condition that a rule may have; `*` where it has none. */
const COLUMNS = [
  'application',
  'tier',
  'premium',
  'role',
  'risk',
  'department',
  'location',
  'workerType',
  'onBehalf',
  'peopleMoreThan',
  'longerThan',
  'currency',
  'yearlyCost',
  'holds',
] as const;

/**
 * casbin answers yes or no, so a decision is several questions: is it forbidden, is it waived, is a stage asked
 * for, does a limit apply. Each is a policy section of its own, so that no question walks over the rules of
 * another, and each stops at the first rule that settles it. It cannot name all rules that decided.
 * @see https://casbin.org/docs/syntax-for-models
 */
export async function casbinPeer({ rules }: Policy): Promise<Peer> {
  const questions: YesOrNo[] = [];
  const question = (concerns: (effect: PolicyRule['effect']) => boolean): EnforceContext => {
    const suffix = questions.length === 0 ? '' : String(questions.length + 1);
    const section = new EnforceContext('r', `p${suffix}`, 'e', `m${suffix}`);
    questions.push({ section, rules: rules.filter(({ effect }) => concerns(effect)) });
    return section;
  };
  const stageNames = distinct(
    rules.flatMap(({ effect }) => (effect.kind === 'require' ? effect.stages.map(stageKey) : [])),
  );
  const limits = distinct(
    rules.flatMap(({ effect }) => (effect.kind === 'limit-duration' ? [effect.maxDays] : [])),
  ).sort((a, b) => a - b);

  const forbidden = question(({ kind }) => kind === 'forbid');
  const waived = question(({ kind }) => kind === 'auto-approve');
  const stages = stageNames.sort().map((name) => {
    const asks = (effect: PolicyRule['effect'], waivable: boolean): boolean =>
      effect.kind === 'require' &&
      effect.waivable === waivable &&
      effect.stages.some((stage) => stageKey(stage) === name);
    return {
      name,
      always: question((effect) => asks(effect, false)),
      unlessWaived: question((effect) => asks(effect, true)),
    };
  });
  const limited = limits.map((maxDays) => ({
    maxDays,
    section: question((effect) => effect.kind === 'limit-duration' && effect.maxDays === maxDays),
  }));

  const enforcer = await newEnforcer(newModelFromString(modelText(questions)));
  await enforcer.addFunction(
    'among',
    (value: string | null, list: string) => value !== null && isAmong(value, list),
  );
  await enforcer.addFunction('overlaps', (held: readonly string[], list: string) =>
    held.some((pool) => isAmong(pool, list)),
  );
  for (const { section, rules: rows } of questions) {
    if (rows.length > 0) await enforcer.addNamedPolicies(section.pType, rows.map(rowOf));
  }
  const holds = (section: EnforceContext, facts: PlainFacts): boolean => enforcer.enforceSync(section, facts);

  return {
    name: 'casbin',
    question: (facts) => (): Answer => {
      const denied: Answer = { effect: 'deny', stages: [], maxDays: null, rules: null };
      if (holds(forbidden, facts)) return denied;
      const isWaived = holds(waived, facts);
      const asked = stages
        .filter(
          ({ always, unlessWaived }) => holds(always, facts) || (!isWaived && holds(unlessWaived, facts)),
        )
        .map(({ name }) => name);
      if (asked.length === 0 && (!isWaived || facts.premium)) return denied;
      return {
        effect: asked.length > 0 ? 'require-approval' : 'auto-approve',
        stages: asked,
        maxDays: limited.find(({ section }) => holds(section, facts))?.maxDays ?? null,
        rules: null,
      };
    },
  };
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Lists are kept as `|a|b|`, which is how casbin keeps everything: as text. */
const listOf = (values: readonly string[]): string => `|${values.join('|')}|`;
const isAmong = (value: string, list: string): boolean => list.includes(`|${value}|`);

function modelText(questions: readonly YesOrNo[]): string {
  const of = (kind: 'pType' | 'mType', text: (question: YesOrNo) => string): string[] =>
    questions.map((question) => `${question.section[kind]} = ${text(question)}`);
  return [
    '[request_definition]',
    'r = req',
    '[policy_definition]',
    ...of('pType', () => ['id', ...COLUMNS].join(', ')),
    '[policy_effect]',
    'e = some(where (p.eft == allow))',
    '[matchers]',
    ...of('mType', ({ section, rules }) => matcherText(section.pType, rules.some(asksForCertainty))),
  ].join('\n');
}

function matcherText(p: string, certain: boolean): string {
  const listed = (fact: string): string =>
    certain
      ? `among(r.req.${fact}, ${p}.${fact})`
      : `(r.req.${fact} == null || among(r.req.${fact}, ${p}.${fact}))`;
  const comparable = `r.req.currency == ${p}.currency`;
  const dearer = `r.req.yearlyCost > ${p}.yearlyCost`;
  const conditions: Readonly<Record<(typeof COLUMNS)[number], string | null>> = {
    application: `among(r.req.application, ${p}.application)`,
    tier: `among(r.req.tier, ${p}.tier)`,
    premium: `r.req.premium == (${p}.premium == 'true')`,
    role: listed('role'),
    risk: listed('risk'),
    department: listed('department'),
    location: listed('location'),
    workerType: listed('workerType'),
    onBehalf: `r.req.onBehalf == (${p}.onBehalf == 'true')`,
    peopleMoreThan: `r.req.people > ${p}.peopleMoreThan`,
    longerThan: `(r.req.durationDays == null || r.req.durationDays > ${p}.longerThan)`,
    currency: certain ? `(${comparable} && ${dearer})` : `(r.req.currency != ${p}.currency || ${dearer})`,
    // asked together with the currency
    yearlyCost: null,
    holds: `overlaps(r.req.holds, ${p}.holds)`,
  };
  return COLUMNS.flatMap((column) => {
    const condition = conditions[column];
    return condition === null ? [] : [`(${p}.${column} == '*' || ${condition})`];
  }).join(' && ');
}

function rowOf(rule: PolicyRule): string[] {
  const row: Partial<Record<(typeof COLUMNS)[number], string>> = {};
  for (const clause of clausesOf(rule)) Object.assign(row, cellsOf(clause));
  return [rule.id, ...COLUMNS.map((column) => row[column] ?? '*')];
}

function cellsOf(clause: Clause): Partial<Record<(typeof COLUMNS)[number], string>> {
  switch (clause.kind) {
    case 'one-of':
      return { [clause.fact]: listOf(clause.values) };
    case 'is':
      return { [clause.fact]: String(clause.value) };
    case 'more-people-than':
      return { peopleMoreThan: String(clause.people) };
    case 'longer-than':
      return { longerThan: String(clause.days) };
    case 'dearer-than':
      return { currency: clause.currency, yearlyCost: String(clause.yearlyCost) };
    case 'holds-any':
      return { holds: listOf(clause.pools) };
  }
}
