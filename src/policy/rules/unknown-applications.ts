import type { PolicyRule } from './policy';

/** Where a policy names an application that nobody knows: such a rule would silently never apply. */
export function unknownApplications(
  rules: readonly Pick<PolicyRule, 'id' | 'when'>[],
  known: ReadonlySet<string>,
): { readonly ruleId: string; readonly applicationKey: string }[] {
  return rules.flatMap(({ id, when }) =>
    [...(when.applications ?? []), ...(when.holdsAny ?? []).map((held) => held.replace(/\/.*$/, ''))]
      .filter((key) => !known.has(key))
      .map((applicationKey) => ({ ruleId: id, applicationKey })),
  );
}
