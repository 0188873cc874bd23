import type { ApprovalStage } from '../../../src/policy/rules/approval-stage';
import type { EvidenceRequirement } from '../../../src/policy/rules/evidence';
import type { PolicyRule, RuleConditions, RuleEffect } from '../../../src/policy/rules/policy';
import { CONTROL_NAMES, priceWords, stageWordsInside } from '../../lib/words';
import { policyMessages } from './messages';

const { conditions, effect: effectMessages, stage: stageMessages, effects } = policyMessages;

type Conditions = Readonly<Record<keyof RuleConditions, string | undefined>>;

const worded = <T>(value: T | undefined, say: (value: T) => string): string | undefined =>
  value === undefined ? undefined : say(value);

/** Each condition of a rule in words; undefined for those that it does not make. */
export const conditionsSaid = (when: RuleConditions): Conditions => ({
  applications: worded(when.applications, conditions.applications),
  tiers: worded(when.tiers, conditions.tiers),
  premium: worded(when.premium, (premium) => (premium ? conditions.premium : conditions.notPremium)),
  roles: worded(when.roles, conditions.roles),
  risk: worded(when.risk, conditions.risk),
  departments: worded(when.departments, conditions.departments),
  locations: worded(when.locations, conditions.locations),
  workerTypes: worded(when.workerTypes, conditions.workerTypes),
  onBehalf: worded(when.onBehalf, (isOther) => (isOther ? conditions.forOthers : conditions.forThemselves)),
  peopleMoreThan: worded(when.peopleMoreThan, conditions.peopleMoreThan),
  longerThanDays: worded(when.longerThanDays, conditions.longerThanDays),
  dearerThan: worded(when.dearerThan, (limit) =>
    conditions.dearerThan(priceWords({ ...limit, per: 'month' })),
  ),
  holdsAny: worded(when.holdsAny, conditions.holdsAny),
});

/** Words that stand on their own begin with a capital. */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** When a rule applies: `application figma, a premium tier`. */
export function conditionWords({ when }: Pick<PolicyRule, 'when'>): string {
  const said = Object.values(conditionsSaid(when)).filter((words) => words !== undefined);
  return said.length === 0 ? conditions.none : conditions.list(said);
}

export function effectWords(effect: RuleEffect): string {
  switch (effect.kind) {
    case 'forbid':
      return effectMessages.forbid;
    case 'require': {
      const stages = stageListWords(effect.stages);
      return effect.waivable ? effectMessages.waivable(stages) : effectMessages.require(stages);
    }
    case 'limit-duration':
      return effectMessages.limitDuration(effect.maxDays);
    case 'require-evidence':
      return effectMessages.all(effect.evidence.map(evidenceWords));
    case 'exception':
      return effectMessages.exception(
        CONTROL_NAMES[effect.of],
        stageWordsInside(effect.approver, null),
        effect.maxDays,
      );
    case 'auto-approve':
      return effectMessages.autoApprove;
  }
}

function evidenceWords(asked: EvidenceRequirement): string {
  switch (asked.kind) {
    case 'justification':
      return effectMessages.justification(asked.minCharacters);
    case 'change-ticket':
      return effectMessages.changeTicket(asked.projectKey);
    case 'training':
      return effectMessages.training(asked.name);
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

export const EFFECT_NAMES = effects;

/** `manager and 2 of group Security (step 2; within 16 business hours, otherwise a reminder is sent)` */
export const stageListWords = (stages: readonly ApprovalStage[]): string =>
  stageMessages.all(stages.map(oneStage));

function oneStage({ kind, group, people, quorum, order, timeout }: ApprovalStage): string {
  const who = stageWordsInside(kind, group?.name ?? null);
  const many =
    quorum > 1 || people.length > 1
      ? stageMessages.quorum(quorum, kind === 'people' ? stageMessages.people(people.length) : who)
      : who;
  const details = [
    ...(order > 1 ? [stageMessages.step(order)] : []),
    ...(timeout ? [stageMessages.within(timeout.hours, stageMessages.timeouts[timeout.then])] : []),
  ];
  return details.length === 0 ? many : stageMessages.detailed(many, details);
}
