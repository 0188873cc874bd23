import type { Price } from '../../src/common/rules/money';
import { stageOf } from '../../src/policy/rules/approval-stage';
import { seededRandom } from '../../sandbox/seeded-random';
import type { ApplicationRisk } from '../../src/catalog/rules/catalog';
import {
  NO_ROLE,
  type Policy,
  type PolicyFacts,
  type PolicyRule,
  type RuleConditions,
  type RuleEffect,
} from '../../src/policy/rules/policy';

const APPLICATIONS = 240;
const DEPARTMENTS = [
  ...[
    'Engineering',
    'Sales',
    'Support',
    'Marketing',
    'Product',
    'Design',
    'Data',
    'Finance',
    'People',
    'Legal',
  ],
  ...[
    'Security',
    'IT',
    'Operations',
    'Success',
    'Research',
    'Quality',
    'Logistics',
    'Purchasing',
    'Partners',
  ],
  ...['Facilities', 'Training', 'Tax', 'Treasury', 'Board'],
];
const LOCATIONS = [
  ...['Berlin', 'Lisbon', 'London', 'New York', 'Austin', 'Toronto', 'Warsaw', 'Madrid', 'Bengaluru'],
  ...['Singapore', 'Sydney', 'Tokyo'],
];
const WORKER_TYPES = ['Employee', 'Contractor', 'Intern', 'Partner'];
const ROLES = ['Viewer', 'Editor', 'Admin'];
const TIERS = ['standard', 'team', 'premium', 'enterprise'];
const TERMS = [7, 14, 30, 60, 90, 180, 365];

interface Offer {
  readonly application: string;
  readonly tier: string;
  readonly premium: boolean;
  readonly price: Price | null;
}

/** Draws from a list: `any` gives each the same chance, `common` prefers the first ones, as popularity does. */
class Draw {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  any<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  common<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() ** 2 * values.length)]!;
  }

  some<T>(values: readonly T[], atMost: number): T[] {
    return [...new Set(Array.from({ length: 1 + this.below(atMost) }, () => this.any(values)))];
  }
}

const RISKS: readonly (ApplicationRisk | null)[] = ['low', 'low', 'medium', 'high', null];

const APPLICATION_KEYS = Array.from({ length: APPLICATIONS }, (_, index) => `app-${index + 1}`);

/** A company of 240 applications with two or three tiers each. */
function madeUpOffers(seed: number): Offer[] {
  const draw = new Draw(seed);
  return APPLICATION_KEYS.flatMap((application) => {
    const start = 500 + draw.below(4_000);
    const currency = draw.chance(0.8) ? 'EUR' : 'USD';
    const per = draw.chance(0.3) ? 'year' : 'month';
    return TIERS.slice(0, 2 + draw.below(3)).map((tier, level): Offer => {
      const amount = (start * (level + 1) * (per === 'year' ? 12 : 1)) / 100;
      const price = draw.chance(0.97) ? ({ amount: amount.toFixed(2), currency, per } as const) : null;
      return { application, tier, premium: level >= 2, price };
    });
  });
}

/**
 * Rules as a company of that size would have them: four of five are about certain applications, the others
 * about kinds of people, prices, terms and conflicting duties. The same seed gives the same rules.
 */
export function madeUpPolicy(seed: number, count: number): Policy {
  const draw = new Draw(seed);
  const offers = madeUpOffers(seed);
  const drawn = Array.from({ length: Math.max(0, count - BASE_RULES.length) }, () =>
    draw.chance(0.8) ? aboutApplications(draw, offers) : aboutEveryone(draw),
  );
  const rules = [...BASE_RULES, ...drawn].slice(0, count).map(([when, effect], index): PolicyRule => ({
    id: `rule-${String(index + 1).padStart(5, '0')}`,
    description: `Rule ${index + 1} says why, in a sentence that a requester understands.`,
    when,
    effect,
  }));
  return { version: 1, rules };
}

type Drawn = readonly [RuleConditions, RuleEffect];

const BASE_RULES: readonly Drawn[] = [
  [{ premium: false }, { kind: 'require', stages: [stageOf('application-owner')], waivable: true }],
  [
    { premium: true },
    { kind: 'require', stages: [stageOf('manager'), stageOf('application-owner')], waivable: false },
  ],
  [{ workerTypes: ['Contractor', 'Partner'] }, { kind: 'limit-duration', maxDays: 180 }],
  [{ onBehalf: true }, { kind: 'require', stages: [stageOf('manager')], waivable: false }],
  [
    { dearerThan: { amount: '120.00', currency: 'EUR' } },
    { kind: 'require', stages: [stageOf('managers-manager')], waivable: false },
  ],
  [{ roles: ['Admin'] }, { kind: 'require', stages: [stageOf('security')], waivable: false }],
  [
    { risk: ['high'], workerTypes: ['Contractor', 'Partner'] },
    { kind: 'require', stages: [stageOf('managers-manager')], waivable: false },
  ],
  [{ peopleMoreThan: 20 }, { kind: 'require', stages: [stageOf('manager')], waivable: false }],
  [{ premium: true, workerTypes: ['Intern'] }, { kind: 'forbid' }],
];

function aboutApplications(draw: Draw, offers: readonly Offer[]): Drawn {
  const applications = draw.some(APPLICATION_KEYS, 3);
  const about: RuleConditions = {
    applications,
    ...(draw.chance(0.3) ? { tiers: draw.some(TIERS, 2) } : {}),
    ...(draw.chance(0.3) ? { departments: draw.some(DEPARTMENTS, 6) } : {}),
    ...(draw.chance(0.15) ? { workerTypes: draw.some(WORKER_TYPES, 2) } : {}),
    ...(draw.chance(0.1) ? { locations: draw.some(LOCATIONS, 4) } : {}),
  };
  const kind = draw.below(20);
  if (kind < 7) return [about, { kind: 'auto-approve' }];
  if (kind < 12) return [about, aRequirement(draw)];
  if (kind < 15) return [about, { kind: 'limit-duration', maxDays: draw.any(TERMS) }];
  if (kind < 18) {
    const { application, tier } = draw.any(offers);
    const holdsAny = [draw.chance(0.5) ? application : `${application}/${tier}`, draw.any(APPLICATION_KEYS)];
    return [{ applications, holdsAny }, { kind: 'forbid' }];
  }
  return [{ ...about, departments: draw.some(DEPARTMENTS, 4) }, { kind: 'forbid' }];
}

function aboutEveryone(draw: Draw): Drawn {
  const about: RuleConditions = {
    ...(draw.chance(0.7) ? { departments: draw.some(DEPARTMENTS, 3) } : {}),
    ...(draw.chance(0.4) ? { locations: draw.some(LOCATIONS, 2) } : {}),
    ...(draw.chance(0.4) ? { workerTypes: [draw.any(WORKER_TYPES)] } : {}),
    tiers: draw.some(TIERS, 2),
  };
  const kind = draw.below(10);
  if (kind < 3) return [{ ...about, premium: false }, { kind: 'auto-approve' }];
  if (kind < 5) return [{ ...about, longerThanDays: draw.any(TERMS) }, aRequirement(draw)];
  if (kind < 7) {
    const amount = `${20 + draw.below(150)}.00`;
    return [{ ...about, dearerThan: { amount, currency: 'EUR' } }, aRequirement(draw)];
  }
  if (kind < 9) return [about, { kind: 'limit-duration', maxDays: draw.any(TERMS) }];
  return [{ ...about, workerTypes: ['Contractor'], onBehalf: true }, { kind: 'forbid' }];
}

const aRequirement = (draw: Draw): RuleEffect => ({
  kind: 'require',
  stages: draw.any([
    [stageOf('manager')],
    [stageOf('application-owner')],
    [stageOf('manager'), stageOf('application-owner')],
    [stageOf('managers-manager')],
    [stageOf('security', { quorum: 2, order: 2 })],
  ]),
  waivable: draw.chance(0.4),
});

/** Requests to that company; of some people the roster does not know everything. */
export function madeUpRequests(seed: number, policySeed: number, count: number): PolicyFacts[] {
  const draw = new Draw(seed);
  const offers = madeUpOffers(policySeed);
  return Array.from({ length: count }, (): PolicyFacts => {
    const { application, tier, premium, price } = draw.common(offers);
    const held = draw.chance(0.3) ? [] : draw.some(offers, 12);
    return {
      applicationKey: application,
      tierKey: tier,
      premium,
      role: draw.chance(0.7) ? NO_ROLE : draw.common(ROLES),
      risk: RISKS[APPLICATION_KEYS.indexOf(application) % RISKS.length] ?? null,
      department: draw.chance(0.03) ? null : draw.common(DEPARTMENTS),
      location: draw.chance(0.02) ? null : draw.common(LOCATIONS),
      workerType: draw.chance(0.02) ? null : draw.common(WORKER_TYPES),
      onBehalf: draw.chance(0.08),
      people: draw.chance(0.95) ? 1 : 1 + draw.below(40),
      durationDays: draw.chance(0.6) ? null : draw.any(TERMS),
      prices: [price],
      holds: held.map((offer) => `${offer.application}/${offer.tier}`),
    };
  });
}
