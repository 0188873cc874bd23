import type { PoolChoice } from '../../src/flows/contract/action-form';

/** What the rule's input says, held against the pools there are. */
export type SavedPool =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly choice: PoolChoice }
  /** `{{…}}`, which the rule fills in when it runs. */
  | { readonly kind: 'smart-value' }
  | { readonly kind: 'gone' };

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/**
 * The rule's input by its id or, as rules from elsewhere may have it, as people call it.
 * @param extension of the form's context: Automation gives the saved inputs in `data.inputs`
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
export function savedPool(extension: unknown, pools: readonly PoolChoice[]): SavedPool {
  const saved = memberOf(memberOf(memberOf(extension, 'data'), 'inputs'), 'pool');
  if (typeof saved !== 'string' || saved.trim() === '') return { kind: 'none' };
  const wanted = saved.trim().toLowerCase();
  const choice = pools.find(({ value, label }) => value === wanted || label.toLowerCase() === wanted);
  if (choice) return { kind: 'known', choice };
  return saved.includes('{{') ? { kind: 'smart-value' } : { kind: 'gone' };
}

/** Whether Automation refused the input when somebody saved the rule. */
export const wasRefused = (extension: unknown): boolean =>
  memberOf(memberOf(memberOf(extension, 'errors'), 'invalidInputs'), 'pool') !== undefined;
