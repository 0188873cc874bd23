import type { PolicyRule, RuleConditions } from '../../../src/policy/rules/policy';
import type { RuleChange } from '../../../src/policy/rules/policy-diff';
import { policyMessages } from './messages';
import { conditionsSaid, conditionWords, effectWords } from './rule-words';

const { diff } = policyMessages;

/** A change in sentences: for a rule that is new or gone what it says, otherwise each part before and after. */
export function changeWords(change: RuleChange): string[] {
  if (change.kind === 'added') return [ruleWords(change.after)];
  if (change.kind === 'removed') return [ruleWords(change.before)];
  const { before, after, fields } = change;
  const lines: string[] = [];
  if (fields.some(({ field }) => field.startsWith('effect')))
    lines.push(diff.effect(effectWords(before.effect), effectWords(after.effect)));
  for (const { field } of fields) {
    if (field.startsWith('when.')) lines.push(conditionChange(before.when, after.when, field.slice(5)));
  }
  if (fields.some(({ field }) => field === 'description'))
    lines.push(diff.description(before.description, after.description));
  return lines;
}

const ruleWords = (rule: PolicyRule): string =>
  diff.rule(rule.description, conditionWords(rule), effectWords(rule.effect));

function conditionChange(before: RuleConditions, after: RuleConditions, name: string): string {
  const said = (when: RuleConditions): string =>
    Object.entries(conditionsSaid(when)).find(([condition]) => condition === name)?.[1] ?? diff.any;
  return diff.appliesTo(said(before), said(after));
}
