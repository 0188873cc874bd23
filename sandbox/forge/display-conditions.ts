import { z } from 'zod';
import { member } from '../untyped';
import type { ManifestModule } from './manifest';

/** What a display condition can compare: the place and the person, as the product knows them. */
export interface ConditionFacts {
  readonly isLoggedIn: boolean;
  readonly isAdmin: boolean;
  readonly isSiteAdmin: boolean;
  readonly canAdministerJira: boolean;
  readonly canAdministerProjects: boolean;
  readonly hasAppAccess: boolean;
  readonly hasServiceManagementAccess: boolean;
  readonly canUseServiceManagementAgentFeatures: boolean;
  readonly projectId: string | undefined;
  readonly projectKey: string | undefined;
  readonly projectName: string | undefined;
  readonly projectType: string | undefined;
  readonly issueId: string | undefined;
  readonly issueKey: string | undefined;
  readonly issueType: string | undefined;
  /** Value of a property of the issue or project at this place; undefined when there is none. */
  readonly property: (entity: string, key: string) => unknown;
}

type Fact = Exclude<keyof ConditionFacts, 'property'>;

const FLAGS: readonly Fact[] = [
  'isLoggedIn',
  'isAdmin',
  'isSiteAdmin',
  'canAdministerJira',
  'canAdministerProjects',
  'hasAppAccess',
  'hasServiceManagementAccess',
  'canUseServiceManagementAgentFeatures',
];
const TEXTS: readonly Fact[] = [
  'projectId',
  'projectKey',
  'projectName',
  'projectType',
  'issueId',
  'issueKey',
  'issueType',
];
const OPERATORS = ['and', 'or', 'not'];
const MAX_NESTING = 10;

const propertyCondition = z.strictObject({
  entity: z.enum(['issue', 'project']),
  propertyKey: z.string(),
  objectName: z.string().optional(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const group = z.record(z.string(), z.unknown());
const groups = z.union([group, z.array(group)]).transform((value) => [value].flat());

/**
 * Whether a module is drawn. Forge evaluates this in the browser and calls it no security control: the resolver
 * answers all the same.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/display-conditions/
 */
export function isDisplayed(module: ManifestModule, facts: ConditionFacts): boolean {
  const conditions = module['displayConditions'];
  return conditions === undefined || holds(group.parse(conditions), facts);
}

function holds(conditions: Readonly<Record<string, unknown>>, facts: ConditionFacts): boolean {
  return Object.entries(conditions).every(([name, value]) => holdsOne(name, value, facts));
}

function holdsOne(name: string, value: unknown, facts: ConditionFacts): boolean {
  switch (name) {
    case 'and':
      return groups.parse(value).every((one) => holds(one, facts));
    case 'or':
      return alternatives(value).some((one) => holds(one, facts));
    case 'not':
      return !groups.parse(value).every((one) => holds(one, facts));
    case 'entityPropertyExists':
      return propertyAt(value, facts) !== undefined;
    case 'entityPropertyEqualTo':
      return String(propertyAt(value, facts)) === String(propertyCondition.parse(value).value);
    default: {
      const fact = factNamed(name, facts);
      return typeof fact === 'boolean'
        ? fact === value
        : fact !== undefined && texts.parse(value).includes(fact);
    }
  }
}

/** Under `or` each condition of a map stands for itself, and each map of a list. */
const alternatives = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? groups.parse(value)
    : Object.entries(group.parse(value)).map(([name, inner]) => ({ [name]: inner }));

function factNamed(name: string, facts: ConditionFacts): string | boolean | undefined {
  const known = [...FLAGS, ...TEXTS].find((fact) => fact === name);
  return known && facts[known];
}

function propertyAt(value: unknown, facts: ConditionFacts): unknown {
  const { entity, propertyKey, objectName } = propertyCondition.parse(value);
  const path = objectName?.split('.') ?? [];
  return path.reduce<unknown>(member, facts.property(entity, propertyKey));
}

/** @returns what the sandbox cannot evaluate in a module's conditions, in words */
export function faultsOfConditions(module: ManifestModule): string[] {
  const conditions = module['displayConditions'];
  return conditions === undefined ? [] : faultsIn(conditions, 1);
}

function faultsIn(conditions: unknown, depth: number): string[] {
  const parsed = group.safeParse(conditions);
  if (!parsed.success) return ['display conditions must be a map of conditions'];
  if (depth > MAX_NESTING) return [`display conditions nest at most ${MAX_NESTING} levels`];
  return Object.entries(parsed.data).flatMap(([name, value]) => {
    if (!OPERATORS.includes(name)) return faultOfOne(name, value);
    const inner = groups.safeParse(value);
    return inner.success
      ? inner.data.flatMap((one) => faultsIn(one, depth + 1))
      : [`the display condition '${name}' takes conditions`];
  });
}

function faultOfOne(name: string, value: unknown): string[] {
  const wrong = [`the display condition '${name}' has a value of the wrong shape`];
  if (FLAGS.some((fact) => fact === name)) return typeof value === 'boolean' ? [] : wrong;
  if (TEXTS.some((fact) => fact === name)) return texts.safeParse(value).success ? [] : wrong;
  if (name === 'entityPropertyExists' || name === 'entityPropertyEqualTo') {
    const parsed = propertyCondition.safeParse(value);
    return parsed.success && (name === 'entityPropertyExists') === (parsed.data.value === undefined)
      ? []
      : wrong;
  }
  return [`The sandbox does not model the display condition '${name}'`];
}
