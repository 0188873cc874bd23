import type { PolicyRule, RuleEffect } from '../../src/domain/policy/policy';
import type { ApprovalStage } from '../../src/domain/policy/approval-stage';
import { priceWords, stageWordsInside } from '../lib/words';

const anyOf = (values: readonly string[]): string => (values.length === 0 ? 'nothing' : values.join(' or '));

const told = <T>(value: T | undefined, say: (value: T) => string): string[] =>
  value === undefined ? [] : [say(value)];

/** When a rule applies: `application figma, a premium tier`. */
export function conditionWords({ when }: PolicyRule): string {
  const said = [
    ...told(when.applications, (keys) => `application ${anyOf(keys)}`),
    ...told(when.tiers, (keys) => `tier ${anyOf(keys)}`),
    ...told(when.premium, (premium) => (premium ? 'a premium tier' : 'a tier that is not premium')),
    ...told(when.roles, (names) => `role ${anyOf(names)}`),
    ...told(when.risk, (risks) => `${anyOf(risks)} risk`),
    ...told(when.departments, (names) => `department ${anyOf(names)}`),
    ...told(when.locations, (names) => `location ${anyOf(names)}`),
    ...told(when.workerTypes, (names) => `employed as ${anyOf(names)}`),
    ...told(when.onBehalf, (isOther) => (isOther ? 'asked for by somebody else' : 'asked for by the user')),
    ...told(when.peopleMoreThan, (people) => `for more than ${people} people at once`),
    ...told(when.longerThanDays, (days) => `for more than ${days} days or without an end`),
    ...told(when.dearerThan, (limit) => `dearer than ${priceWords({ ...limit, per: 'month' })}`),
    ...told(when.holdsAny, (keys) => `has ${anyOf(keys)} already`),
  ];
  return said.length === 0 ? 'every request' : said.join(', ');
}

export function effectWords(effect: RuleEffect): string {
  switch (effect.kind) {
    case 'forbid':
      return 'not allowed';
    case 'require': {
      const stages = effect.stages.map(oneStage).join(' and ');
      return effect.waivable ? `${stages}, unless another rule approves it` : stages;
    }
    case 'limit-duration':
      return `at most ${effect.maxDays} days`;
    case 'auto-approve':
      return 'approved by rule';
  }
}

/** `2 of group Security, after the others, within 16 business hours`. */
function oneStage({ kind, group, people, quorum, order, timeout }: ApprovalStage): string {
  const who = stageWordsInside(kind, group?.name ?? null);
  const many =
    quorum > 1 || people.length > 1
      ? `${quorum} of ${kind === 'people' ? `${people.length} named people` : who}`
      : who;
  const turn = order > 1 ? ` (turn ${order})` : '';
  return timeout ? `${many}${turn} within ${timeout.hours} business hours` : `${many}${turn}`;
}

export const EFFECT_TONES = {
  forbid: 'removed',
  require: 'moved',
  'limit-duration': 'inprogress',
  'auto-approve': 'success',
} as const;

export const EFFECT_NAMES = {
  forbid: 'forbids',
  require: 'asks',
  'limit-duration': 'limits',
  'auto-approve': 'allows',
} as const;
