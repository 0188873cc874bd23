import type { RuleDocument } from '../contract/rule-document';
import type { ApprovalGroup } from '../../jira/rules/group';
import { readGroupsByName } from '../../jira/client/groups';
import type { SiteAccounts } from '../../jira/client/accounts';
import { readAccountsNamed } from '../../people/usecases/find-accounts';
import type { StageDocument } from '../contract/approval-stage';
import { stageOf, type ApprovalStage } from '../rules/approval-stage';
import type { PolicyRule } from '../rules/policy';
import { policyMessages } from '../rules/messages';

type Accounts = SiteAccounts['byEmail'];

const NOBODY: Accounts = new Map();

/** Something in a rule that is not on this site. */
export interface RuleProblem {
  readonly ruleId: string;
  readonly message: string;
}

/**
 * Rules as they are stored, with people and groups by id. Costs a call where a group is named, and calls for
 * the accounts of the site where somebody is named by e-mail address.
 * @param known the accounts by e-mail address, when they have been read already
 */
export async function resolveRules(
  documents: readonly RuleDocument[],
  known?: Accounts,
): Promise<{ readonly rules: StoredRule[]; readonly problems: readonly RuleProblem[] }> {
  const stages = documents.flatMap(({ effect }) => (effect.kind === 'require' ? effect.stages : []));
  const groups = await readGroupsByName(
    stages.flatMap((stage) => (stage.kind === 'group' ? [stage.group] : [])),
  );
  const emails = addressesInRules(documents);
  const accounts = known ?? (emails.length > 0 ? (await readAccountsNamed(emails, [])).byEmail : NOBODY);
  const problems: RuleProblem[] = [];
  const rules = documents.map((rule): StoredRule => {
    if (rule.effect.kind !== 'require') return { ...rule, effect: rule.effect };
    const complain = (message: string): void => {
      problems.push({ ruleId: rule.id, message });
    };
    const own = rule.effect.stages.map((stage) => resolveStage(stage, accounts, groups, complain));
    return { ...rule, effect: { ...rule.effect, stages: own } };
  });
  return { rules, problems };
}

type StoredRule = Omit<RuleDocument, 'effect'> & {
  readonly effect:
    | Exclude<RuleDocument['effect'], { kind: 'require' }>
    | { readonly kind: 'require'; readonly stages: ApprovalStage[]; readonly waivable: boolean };
};

/** Whom rules name by e-mail address, in lower case. */
export const addressesInRules = (documents: readonly RuleDocument[]): string[] =>
  documents
    .flatMap(({ effect }) => (effect.kind === 'require' ? effect.stages : []))
    .flatMap((stage) => (stage.kind === 'people' ? stage.people : []))
    .filter(isEmail)
    .map((email) => email.toLowerCase());

const isEmail = (person: string): boolean => person.includes('@');

function resolveStage(
  stage: StageDocument,
  accounts: Accounts,
  groups: ReadonlyMap<string, ApprovalGroup>,
  complain: (message: string) => void,
): ApprovalStage {
  const { quorum, order, timeout } = stage;
  if (stage.kind === 'group') {
    const group = groups.get(stage.group.toLowerCase());
    if (!group) complain(policyMessages.noGroup(stage.group));
    return stageOf('group', { group: group ?? null, quorum, order, timeout });
  }
  if (stage.kind !== 'people') return stageOf(stage.kind, { quorum, order, timeout });
  const people = stage.people.flatMap((person) => {
    if (!isEmail(person)) return [person];
    const account = accounts.get(person.toLowerCase());
    if (account?.active) return [account.accountId];
    complain(policyMessages.noAccount(person));
    return [];
  });
  return stageOf('people', { people: [...new Set(people)], quorum, order, timeout });
}

/** A stored rule as documents write it: people by account id, which is there and the same for every reader. */
export function documentOf(rule: PolicyRule): unknown {
  if (rule.effect.kind !== 'require') return rule;
  const stages = rule.effect.stages.map(({ kind, group, people, quorum, order, timeout }) => ({
    kind,
    ...(kind === 'group' ? { group: group?.name ?? '' } : {}),
    ...(kind === 'people' ? { people } : {}),
    quorum,
    order,
    timeout,
  }));
  return { ...rule, effect: { ...rule.effect, stages } };
}
