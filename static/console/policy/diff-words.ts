import type { PolicyRule, RuleConditions } from '../../../src/policy/rules/policy';
import type { RuleChange } from '../../../src/policy/rules/policy-diff';
import { conditionsSaid, conditionWords, effectWords } from './rule-words';

/** A change in sentences: for a rule that is new or gone what it says, otherwise each part before and after. */
export function changeWords(change: RuleChange): string[] {
  if (change.kind === 'added') return [ruleWords(change.after)];
  if (change.kind === 'removed') return [ruleWords(change.before)];
  const { before, after, fields } = change;
  const lines: string[] = [];
  if (fields.some(({ field }) => field.startsWith('effect')))
    lines.push(`Effect: ${effectWords(before.effect)} → ${effectWords(after.effect)}`);
  for (const { field } of fields) {
    if (field.startsWith('when.')) lines.push(conditionChange(before.when, after.when, field.slice(5)));
  }
  if (fields.some(({ field }) => field === 'description'))
    lines.push(`In words: “${before.description}” → “${after.description}”`);
  return lines;
}

const ruleWords = (rule: PolicyRule): string =>
  `${rule.description} For ${conditionWords(rule)}: ${effectWords(rule.effect)}.`;

function conditionChange(before: RuleConditions, after: RuleConditions, name: string): string {
  const said = (when: RuleConditions): string =>
    Object.entries(conditionsSaid(when)).find(([condition]) => condition === name)?.[1] ?? 'any';
  return `Applies to: ${said(before)} → ${said(after)}`;
}
