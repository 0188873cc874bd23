import { stageKey } from '../../src/policy/rules/approval-stage';
import type { Decision, PolicyFacts, PolicyRule } from '../../src/policy/rules/policy';

/** What an engine is asked; prepared beforehand, so that nobody's time goes into turning one form into another. */
export interface PlainFacts {
  readonly application: string;
  readonly tier: string;
  readonly premium: boolean;
  readonly role: string | null;
  readonly risk: string | null;
  readonly department: string | null;
  readonly location: string | null;
  readonly workerType: string | null;
  readonly onBehalf: boolean;
  readonly people: number;
  /** Null for no end. */
  readonly durationDays: number | null;
  readonly currency: string | null;
  /** Hundredths of the currency, for a year. */
  readonly yearlyCost: number | null;
  /** Each pool, and each application, in which the beneficiary has a seat. */
  readonly holds: readonly string[];
}

/** One condition of a rule, in the few shapes that every engine has a way to say. */
export type Clause =
  | {
      readonly kind: 'one-of';
      readonly fact: 'application' | 'tier' | 'role' | 'risk' | 'department' | 'location' | 'workerType';
      readonly values: readonly string[];
    }
  | { readonly kind: 'is'; readonly fact: 'premium' | 'onBehalf'; readonly value: boolean }
  | { readonly kind: 'more-people-than'; readonly people: number }
  | { readonly kind: 'longer-than'; readonly days: number }
  | { readonly kind: 'dearer-than'; readonly currency: string; readonly yearlyCost: number }
  | { readonly kind: 'holds-any'; readonly pools: readonly string[] };

/** What an engine says about one request, in the form in which answers are compared. */
export interface Answer {
  readonly effect: Decision['effect'];
  readonly stages: readonly string[];
  readonly maxDays: number | null;
  /** The rules that decided; null from an engine that cannot name them. */
  readonly rules: readonly string[] | null;
}

/** An engine that has the rules and is ready to be asked. */
export interface Peer {
  readonly name: string;
  /** Puts a request into the engine's own words, outside of any measurement. */
  readonly question: (facts: PlainFacts) => Question;
}

/** Asks the engine, as often as one likes. */
export type Question = () => Answer | Promise<Answer>;

const hundredths = (amount: string): number => Math.round(Number(amount) * 100);

export function plainFacts(facts: PolicyFacts): PlainFacts {
  const [price = null] = facts.prices;
  const applications = facts.holds.map((pool) => pool.slice(0, pool.indexOf('/')));
  return {
    application: facts.applicationKey,
    tier: facts.tierKey,
    premium: facts.premium,
    role: facts.role,
    risk: facts.risk,
    department: facts.department,
    location: facts.location,
    workerType: facts.workerType,
    // no request of the bench was handed over
    onBehalf: facts.onBehalf === true,
    people: facts.people,
    durationDays: facts.durationDays,
    currency: price?.currency ?? null,
    yearlyCost: price && hundredths(price.amount) * (price.per === 'year' ? 1 : 12),
    holds: [...new Set([...facts.holds, ...applications])],
  };
}

/** A rule's conditions, the most telling first, as each engine is given them. */
export function clausesOf({ id, when }: PolicyRule): Clause[] {
  const { applications, tiers, premium, departments, locations, workerTypes, ...others } = when;
  const { roles, risk, peopleMoreThan, onBehalf, longerThanDays, dearerThan, holdsAny, ...untranslated } =
    others;
  if (Object.keys(untranslated).length > 0)
    throw new Error(`${id} asks for ${Object.keys(untranslated).join(', ')}, which has no translation yet.`);
  const oneOf = (fact: Extract<Clause, { kind: 'one-of' }>['fact'], values?: readonly string[]): Clause[] =>
    values ? [{ kind: 'one-of', fact, values }] : [];
  return [
    ...oneOf('application', applications),
    ...oneOf('tier', tiers),
    ...(premium === undefined ? [] : [{ kind: 'is', fact: 'premium', value: premium } as const]),
    ...oneOf('role', roles),
    ...oneOf('risk', risk),
    ...oneOf('department', departments),
    ...oneOf('location', locations),
    ...oneOf('workerType', workerTypes),
    ...(onBehalf === undefined ? [] : [{ kind: 'is', fact: 'onBehalf', value: onBehalf } as const]),
    ...(peopleMoreThan === undefined ? [] : [{ kind: 'more-people-than', people: peopleMoreThan } as const]),
    ...(longerThanDays === undefined ? [] : [{ kind: 'longer-than', days: longerThanDays } as const]),
    ...(dearerThan
      ? [
          {
            kind: 'dearer-than',
            currency: dearerThan.currency,
            yearlyCost: hundredths(dearerThan.amount) * 12,
          } as const,
        ]
      : []),
    ...(holdsAny ? [{ kind: 'holds-any', pools: holdsAny } as const] : []),
  ];
}

/** Whether a rule that asks about something unknown is passed over, instead of counting as met. */
export const asksForCertainty = ({ effect }: PolicyRule): boolean => effect.kind === 'auto-approve';

export const answerOf = ({ effect, stages, maxDays, rules }: Decision): Answer => ({
  effect,
  stages: stages.map(stageKey).sort(),
  maxDays,
  rules,
});

/** Sums up the rules that apply, for engines that find them and know nothing of approvals. */
export function summedUp(applicable: readonly PolicyRule[], premium: boolean): Answer {
  const ofKind = (kind: PolicyRule['effect']['kind']): PolicyRule[] =>
    applicable.filter(({ effect }) => effect.kind === kind);
  const forbids = ofKind('forbid');
  if (forbids.length > 0) return denied(forbids.map(({ id }) => id));
  const waivers = ofKind('auto-approve');
  const limits = ofKind('limit-duration');
  const asked = applicable.filter(
    ({ effect }) => effect.kind === 'require' && !(effect.waivable && waivers.length > 0),
  );
  if (asked.length === 0 && waivers.length === 0) return denied(['default-deny']);
  if (asked.length === 0 && premium) return denied(['premium-needs-approval']);
  const stages = asked.flatMap(({ effect }) =>
    effect.kind === 'require' ? effect.stages.map(stageKey) : [],
  );
  const days = limits.flatMap(({ effect }) => (effect.kind === 'limit-duration' ? [effect.maxDays] : []));
  return {
    effect: asked.length > 0 ? 'require-approval' : 'auto-approve',
    stages: [...new Set(stages)].sort(),
    maxDays: days.length === 0 ? null : Math.min(...days),
    rules: [...(asked.length > 0 ? asked : waivers), ...limits].map(({ id }) => id).sort(),
  };
}

const denied = (rules: readonly string[]): Answer => ({
  effect: 'deny',
  stages: [],
  maxDays: null,
  rules: [...rules].sort(),
});

/** Whether two engines say the same; the deciding rules count where both can name them. */
export const sameAnswer = (a: Answer, b: Answer): boolean =>
  a.effect === b.effect &&
  a.maxDays === b.maxDays &&
  sameTexts(a.stages, b.stages) &&
  (a.rules === null || b.rules === null || sameTexts(a.rules, b.rules));

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index]);
