import type { ApprovalStage, StageTimeout } from '../../../src/policy/rules/approval-stage';
import type { EvidenceRequirement } from '../../../src/policy/rules/evidence';
import type { PolicyRule, RuleConditions, RuleEffect } from '../../../src/policy/rules/policy';
import { CONTROL_NAMES, priceWords, stageWordsInside } from '../../lib/words';

const anyOf = (values: readonly string[]): string => (values.length === 0 ? 'nothing' : values.join(' or '));

type Conditions = Readonly<Record<keyof RuleConditions, string | undefined>>;

const told = <T>(value: T | undefined, say: (value: T) => string): string | undefined =>
  value === undefined ? undefined : say(value);

/** Each condition of a rule in words; undefined for those that it does not make. */
export const conditionsSaid = (when: RuleConditions): Conditions => ({
  applications: told(when.applications, (keys) => `application ${anyOf(keys)}`),
  tiers: told(when.tiers, (keys) => `tier ${anyOf(keys)}`),
  premium: told(when.premium, (premium) => (premium ? 'a premium tier' : 'a tier that is not premium')),
  roles: told(when.roles, (names) => `role ${anyOf(names)}`),
  risk: told(when.risk, (risks) => `${anyOf(risks)} risk`),
  departments: told(when.departments, (names) => `department ${anyOf(names)}`),
  locations: told(when.locations, (names) => `location ${anyOf(names)}`),
  workerTypes: told(when.workerTypes, (names) => `employed as ${anyOf(names)}`),
  onBehalf: told(when.onBehalf, (isOther) =>
    isOther ? 'asked for by somebody else' : 'asked for by the user',
  ),
  peopleMoreThan: told(when.peopleMoreThan, (people) => `for more than ${people} people at once`),
  longerThanDays: told(when.longerThanDays, (days) => `for more than ${days} days or without an end`),
  dearerThan: told(when.dearerThan, (limit) => `dearer than ${priceWords({ ...limit, per: 'month' })}`),
  holdsAny: told(when.holdsAny, (keys) => `has ${anyOf(keys)} already`),
});

/** When a rule applies: `application figma, a premium tier`. */
export function conditionWords({ when }: Pick<PolicyRule, 'when'>): string {
  const said = Object.values(conditionsSaid(when)).filter((words) => words !== undefined);
  return said.length === 0 ? 'every request' : said.join(', ');
}

export function effectWords(effect: RuleEffect): string {
  switch (effect.kind) {
    case 'forbid':
      return 'not allowed';
    case 'require': {
      const stages = stageListWords(effect.stages);
      return effect.waivable ? `${stages}, unless another rule approves it` : stages;
    }
    case 'limit-duration':
      return `at most ${effect.maxDays} days`;
    case 'require-evidence':
      return effect.evidence.map(evidenceWords).join(' and ');
    case 'exception':
      return `exception to ${CONTROL_NAMES[effect.of]}: ${stageWordsInside(effect.approver, null)}, at most ${effect.maxDays} days`;
    case 'auto-approve':
      return 'approved by rule';
  }
}

function evidenceWords(asked: EvidenceRequirement): string {
  switch (asked.kind) {
    case 'justification':
      return `a reason of ${asked.minCharacters} characters`;
    case 'change-ticket':
      return `a change ticket of ${asked.projectKey}`;
    case 'training':
      return `the training ${asked.name}`;
  }
}

export const EFFECT_TONES = {
  forbid: 'removed',
  require: 'moved',
  'limit-duration': 'inprogress',
  'require-evidence': 'moved',
  exception: 'moved',
  'auto-approve': 'success',
} as const;

export const EFFECT_NAMES = {
  forbid: 'forbids',
  require: 'asks',
  'limit-duration': 'limits',
  'require-evidence': 'wants to see',
  exception: 'makes an exception',
  'auto-approve': 'allows',
} as const;

/** `manager and 2 of group Security (turn 2) within 16 business hours` */
export const stageListWords = (stages: readonly ApprovalStage[]): string =>
  stages.map(oneStage).join(' and ');

function oneStage({ kind, group, people, quorum, order, timeout }: ApprovalStage): string {
  const who = stageWordsInside(kind, group?.name ?? null);
  const many =
    quorum > 1 || people.length > 1
      ? `${quorum} of ${kind === 'people' ? `${people.length} named people` : who}`
      : who;
  const turn = order > 1 ? ` (turn ${order})` : '';
  if (!timeout) return `${many}${turn}`;
  return `${many}${turn} within ${timeout.hours} business hours, else ${TIMEOUT_WORDS[timeout.then]}`;
}

const TIMEOUT_WORDS: Readonly<Record<StageTimeout['then'], string>> = {
  remind: 'reminded',
  escalate: 'escalated',
  replace: 'replaced',
  decline: 'declined',
};
