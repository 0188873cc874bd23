import { sha256 } from '../../common/rules/digest';
import type { PolicyRule } from './policy';

/** One part of a rule that differs. */
export interface FieldChange {
  /** `description`, `effect`, `effect.stages`, `when.premium` and so on. */
  readonly field: string;
  /** Absent where the rule did not say, or does not say any more. */
  readonly before?: unknown;
  readonly after?: unknown;
}

export type RuleChange =
  | { readonly kind: 'added'; readonly id: string; readonly after: PolicyRule }
  | { readonly kind: 'removed'; readonly id: string; readonly before: PolicyRule }
  | {
      readonly kind: 'changed';
      readonly id: string;
      readonly before: PolicyRule;
      readonly after: PolicyRule;
      readonly fields: readonly FieldChange[];
    };

/** What turns one set of rules into another, by the rules' ids. The order of rules means nothing. */
export function diffRules(before: readonly PolicyRule[], after: readonly PolicyRule[]): RuleChange[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const next = new Map(after.map((rule) => [rule.id, rule]));
  const ids = [...new Set([...old.keys(), ...next.keys()])].sort();
  return ids.flatMap((id): RuleChange[] => {
    const [from, to] = [old.get(id), next.get(id)];
    if (from && to) {
      const fields = fieldChanges(from, to);
      return fields.length === 0 ? [] : [{ kind: 'changed', id, before: from, after: to, fields }];
    }
    if (to) return [{ kind: 'added', id, after: to }];
    return from ? [{ kind: 'removed', id, before: from }] : [];
  });
}

/** The rules that a diff leads to from the rules that it was made of. */
export function applyDiff(rules: readonly PolicyRule[], changes: readonly RuleChange[]): PolicyRule[] {
  const result = new Map(rules.map((rule) => [rule.id, rule]));
  for (const change of changes) {
    if (change.kind === 'removed') result.delete(change.id);
    else result.set(change.id, change.after);
  }
  return [...result.values()];
}

function fieldChanges(before: PolicyRule, after: PolicyRule): FieldChange[] {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((field) => {
    const change = { field, before: from.get(field), after: to.get(field) };
    return canonical(change.before) === canonical(change.after) ? [] : [change];
  });
}

/** A rule's parts one by one; an effect of another kind is one change, not many. */
function fieldsOf({ description, when, effect }: PolicyRule): Map<string, unknown> {
  const { kind, ...rest } = effect;
  return new Map<string, unknown>([
    ['description', description],
    ['effect', kind],
    ...Object.entries<unknown>(rest).map(([name, value]): [string, unknown] => [`effect.${name}`, value]),
    ...Object.entries<unknown>({ ...when }).map(([name, value]): [string, unknown] => [
      `when.${name}`,
      value,
    ]),
  ]);
}

/** JSON that is the same for what means the same: names sorted, and what is left out left out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries<unknown>({ ...value })
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** Fingerprint of what rules say, whatever their order and that of their parts: SHA-256, in hexadecimal. */
export const policyDigest = (rules: readonly PolicyRule[]): string =>
  sha256(canonical([...rules].sort((a, b) => (a.id < b.id ? -1 : 1))));
