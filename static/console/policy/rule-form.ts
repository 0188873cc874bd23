import { inWords } from '../../../src/common/contract/issues-text';
import { ruleSchema } from '../../../src/policy/contract/rule-document';
import type { ApprovalStage, StageTimeout } from '../../../src/policy/rules/approval-stage';
import type { EvidenceRequirement } from '../../../src/policy/rules/evidence';
import type { Control, ExceptionApprover } from '../../../src/policy/rules/exception';
import type { PolicyRule } from '../../../src/policy/rules/policy';

/** A rule while it is being written: everything as the fields of the form have it. */
export interface RuleValues {
  readonly id: string;
  readonly description: string;
  readonly effect: PolicyRule['effect']['kind'];
  readonly stages: readonly StageValues[];
  readonly waivable: boolean;
  readonly maxDays: string;
  /** Of the evidence: characters of the reason, project keys and trainings, these separated by semicolons. */
  readonly minCharacters: string;
  readonly changeProjects: string;
  readonly trainings: string;
  readonly exceptionTo: Control;
  readonly exceptionApprover: ExceptionApprover;
  readonly applications: readonly string[];
  readonly tiers: readonly string[];
  readonly premium: YesNo;
  readonly roles: readonly string[];
  readonly risk: readonly string[];
  readonly peopleMoreThan: string;
  readonly departments: readonly string[];
  readonly locations: readonly string[];
  readonly workerTypes: readonly string[];
  readonly onBehalf: YesNo;
  readonly longerThanDays: string;
  readonly dearerAmount: string;
  readonly dearerCurrency: string;
  readonly holdsAny: readonly string[];
}

/** One stage as the fields of the form have it. */
export interface StageValues {
  /** Tells stages apart while they are added and removed. */
  readonly key: number;
  readonly kind: ApprovalStage['kind'];
  readonly group: string;
  /** Account ids. */
  readonly people: readonly string[];
  readonly quorum: string;
  readonly order: string;
  /** Business hours; empty for as long as it takes. */
  readonly hours: string;
  readonly then: StageTimeout['then'];
}

export const newStage = (key: number, kind: StageValues['kind'] = 'manager'): StageValues => ({
  key,
  kind,
  group: '',
  people: [],
  quorum: '1',
  order: '1',
  hours: '',
  then: 'remind',
});

const stageValues = (
  { kind, group, people, quorum, order, timeout }: ApprovalStage,
  key: number,
): StageValues => ({
  ...newStage(key, kind),
  group: group?.name ?? '',
  people,
  quorum: String(quorum),
  order: String(order),
  ...(timeout ? { hours: String(timeout.hours), then: timeout.then } : {}),
});

export type YesNo = 'any' | 'yes' | 'no';

export const NEW_RULE: RuleValues = {
  id: '',
  description: '',
  effect: 'require',
  stages: [newStage(0)],
  waivable: false,
  maxDays: '',
  minCharacters: '',
  changeProjects: '',
  trainings: '',
  exceptionTo: 'least-privilege',
  exceptionApprover: 'manager',
  applications: [],
  tiers: [],
  premium: 'any',
  roles: [],
  risk: [],
  peopleMoreThan: '',
  departments: [],
  locations: [],
  workerTypes: [],
  onBehalf: 'any',
  longerThanDays: '',
  dearerAmount: '',
  dearerCurrency: 'EUR',
  holdsAny: [],
};

const yesNo = (value: boolean | undefined): YesNo => (value === undefined ? 'any' : value ? 'yes' : 'no');

export function valuesOf({ id, description, when, effect }: PolicyRule): RuleValues {
  return {
    ...NEW_RULE,
    id,
    description,
    effect: effect.kind,
    ...(effect.kind === 'require'
      ? { stages: effect.stages.map(stageValues), waivable: effect.waivable }
      : {}),
    ...('maxDays' in effect ? { maxDays: String(effect.maxDays) } : {}),
    ...(effect.kind === 'require-evidence' ? evidenceValues(effect.evidence) : {}),
    ...(effect.kind === 'exception' ? { exceptionTo: effect.of, exceptionApprover: effect.approver } : {}),
    applications: when.applications ?? [],
    tiers: when.tiers ?? [],
    premium: yesNo(when.premium),
    roles: when.roles ?? [],
    risk: when.risk ?? [],
    peopleMoreThan: when.peopleMoreThan === undefined ? '' : String(when.peopleMoreThan),
    departments: when.departments ?? [],
    locations: when.locations ?? [],
    workerTypes: when.workerTypes ?? [],
    onBehalf: yesNo(when.onBehalf),
    longerThanDays: when.longerThanDays === undefined ? '' : String(when.longerThanDays),
    dearerAmount: when.dearerThan?.amount ?? '',
    dearerCurrency: when.dearerThan?.currency ?? NEW_RULE.dearerCurrency,
    holdsAny: when.holdsAny ?? [],
  };
}

const some = (name: string, values: readonly string[]): object =>
  values.length === 0 ? {} : { [name]: values };
const said = (name: string, value: YesNo): object => (value === 'any' ? {} : { [name]: value === 'yes' });
/** What is no number is handed on as it is, to be refused with the words of the schema. */
const numberOr = (text: string): number | string =>
  /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text;
const given = (name: string, text: string, value: unknown): object =>
  text.trim() === '' ? {} : { [name]: value };

/** The rule as the form says it, right or wrong. */
export function ruleOf(values: RuleValues): unknown {
  return {
    id: values.id.trim(),
    description: values.description.trim(),
    when: {
      ...some('applications', values.applications),
      ...some('tiers', values.tiers),
      ...said('premium', values.premium),
      ...some('roles', values.roles),
      ...some('risk', values.risk),
      ...given('peopleMoreThan', values.peopleMoreThan, numberOr(values.peopleMoreThan)),
      ...some('departments', values.departments),
      ...some('locations', values.locations),
      ...some('workerTypes', values.workerTypes),
      ...said('onBehalf', values.onBehalf),
      ...given('longerThanDays', values.longerThanDays, numberOr(values.longerThanDays)),
      ...given('dearerThan', values.dearerAmount, {
        amount: values.dearerAmount.trim(),
        currency: values.dearerCurrency.trim(),
      }),
      ...some('holdsAny', values.holdsAny),
    },
    effect: effectOf(values),
  };
}

const listed = (text: string): string[] =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');

function evidenceValues(
  evidence: readonly EvidenceRequirement[],
): Pick<RuleValues, 'minCharacters' | 'changeProjects' | 'trainings'> {
  const longest = evidence.flatMap((one) => (one.kind === 'justification' ? [one.minCharacters] : []));
  return {
    minCharacters: longest.length === 0 ? '' : String(Math.max(...longest)),
    changeProjects: evidence
      .flatMap((one) => (one.kind === 'change-ticket' ? [one.projectKey] : []))
      .join('; '),
    trainings: evidence.flatMap((one) => (one.kind === 'training' ? [one.name] : [])).join('; '),
  };
}

const evidenceOf = ({
  minCharacters,
  changeProjects,
  trainings,
}: Pick<RuleValues, 'minCharacters' | 'changeProjects' | 'trainings'>): unknown[] => [
  ...(minCharacters.trim() === '' ? [] : [{ kind: 'justification', minCharacters: numberOr(minCharacters) }]),
  ...listed(changeProjects).map((projectKey) => ({ kind: 'change-ticket', projectKey })),
  ...listed(trainings).map((name) => ({ kind: 'training', name })),
];

function effectOf({ effect, stages, waivable, maxDays, ...values }: RuleValues): unknown {
  switch (effect) {
    case 'require':
      return { kind: effect, stages: stages.map(stageOf), waivable };
    case 'limit-duration':
      return { kind: effect, maxDays: numberOr(maxDays) };
    case 'require-evidence':
      return { kind: effect, evidence: evidenceOf(values) };
    case 'exception':
      return {
        kind: effect,
        of: values.exceptionTo,
        approver: values.exceptionApprover,
        maxDays: numberOr(maxDays),
      };
    case 'forbid':
    case 'auto-approve':
      return { kind: effect };
  }
}

const stageOf = ({ kind, group, people, quorum, order, hours, then }: StageValues): unknown => ({
  kind,
  ...(kind === 'group' ? { group } : {}),
  ...(kind === 'people' ? { people } : {}),
  quorum: numberOr(quorum),
  order: numberOr(order),
  timeout: hours.trim() === '' ? null : { hours: numberOr(hours), then },
});

/** What is wrong with the values, by the field that it stands beside. */
export type Problems = Readonly<Partial<Record<keyof RuleValues, string>>>;

const FIELD_OF: Readonly<Record<string, keyof RuleValues>> = {
  id: 'id',
  description: 'description',
  'when.applications': 'applications',
  'when.tiers': 'tiers',
  'when.roles': 'roles',
  'when.risk': 'risk',
  'when.peopleMoreThan': 'peopleMoreThan',
  'when.departments': 'departments',
  'when.locations': 'locations',
  'when.workerTypes': 'workerTypes',
  'when.longerThanDays': 'longerThanDays',
  'when.dearerThan.amount': 'dearerAmount',
  'when.dearerThan.currency': 'dearerCurrency',
  'when.holdsAny': 'holdsAny',
  'effect.stages': 'stages',
  'effect.maxDays': 'maxDays',
  'effect.evidence': 'minCharacters',
  'effect.evidence.minCharacters': 'minCharacters',
  'effect.evidence.projectKey': 'changeProjects',
  'effect.evidence.name': 'trainings',
};

// what the schema says of these is right, but about a program's data
const WORDS: Readonly<Partial<Record<keyof RuleValues, string>>> = {
  description: 'Say in a sentence what it does, at most 300 characters; requesters read it.',
  minCharacters: 'Say what has to be shown; characters are a whole number from 1 to 2000.',
  maxDays: 'Write a whole number of days from 1 to 3650.',
  peopleMoreThan: 'Write a whole number of people from 1 to 1000.',
  longerThanDays: 'Write a whole number of days from 1 to 3650.',
};

/** Checks with the same schema that the back end checks with. */
export function problemsOf(values: RuleValues): Problems {
  const parsed = ruleSchema.safeParse(ruleOf(values), { error: inWords });
  if (parsed.success) return {};
  const problems: Partial<Record<keyof RuleValues, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const names = path.filter((part) => typeof part === 'string');
    const field = FIELD_OF[names.slice(0, 3).join('.')] ?? FIELD_OF[names.slice(0, 2).join('.')] ?? 'id';
    problems[field] ??=
      field === 'stages'
        ? stageProblem(path)
        : (WORDS[field] ?? `${message.charAt(0).toUpperCase()}${message.slice(1)}`);
  }
  return problems;
}

const STAGE_PROBLEMS: Readonly<Record<string, string>> = {
  group: 'name a group.',
  people: 'choose whom to ask, at most fifty people.',
  quorum: 'ask for at least one approval, and for no more than there are people.',
  order: 'write a turn from 1 to 20.',
  timeout: 'write whole business hours from 1 to 1000.',
};

/** Which stage it is about, and what to do. */
function stageProblem(path: readonly PropertyKey[]): string {
  const index = path.find((part) => typeof part === 'number');
  const part = path.find((name) => typeof name === 'string' && name in STAGE_PROBLEMS);
  if (index === undefined) return 'Say who has to approve, in at most ten stages.';
  return `Stage ${index + 1}: ${STAGE_PROBLEMS[String(part)] ?? 'choose who has to approve.'}`;
}
