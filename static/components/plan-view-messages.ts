import type { ImportPlan } from '../../src/imports/contract/import-plan';
import { allOf } from '../../src/common/rules/listed';
import { counted } from '../../src/common/rules/plural';

type ImportedRechecks = Extract<ImportPlan, { kind: 'catalog' }>['rechecked'];

export const title = 'Dry run';
export const needsSecondAdmin =
  'These changes decide who gets access, so they take effect once another admin approves them.';
export const notApplicable = {
  title: 'These changes can’t be applied',
  text: 'Nothing was changed. Fix the problems below and start again.',
};
export const item = 'Item';
export const change = 'Change';
export const details = 'Details';
export const kinds = { added: 'Added', changed: 'Changed', removed: 'Removed', kept: 'Unchanged' };
export const nothing = 'The catalog already matches this import.';
export const unchanged = (count: number): string =>
  counted(count, {
    one: '# item of this import is unchanged.',
    other: '# items of this import are unchanged.',
  });
/** Null where no request is. */
export const rechecked = ({ approved, waiting }: ImportedRechecks): string | null => {
  const kinds = [
    counted(approved, { one: '# approved request', other: '# approved requests' }),
    counted(waiting, {
      one: '# request that waits for approval',
      other: '# requests that wait for approval',
    }),
  ].filter((_words, index) => (index === 0 ? approved : waiting) > 0);
  return kinds.length === 0 ? null : `${allOf(kinds)} will be checked again.`;
};
export const untouched = (names: string): string => `Not part of this import, so left unchanged: ${names}.`;
export const policyUnchanged = 'The policy stays the same.';
export const policyDraft = (rules: number): string =>
  `${counted(rules, { one: '# imported rule becomes', other: '# imported rules become' })} the policy draft, unless the policy already says the same. The current policy stays in force until someone else approves the draft.`;
export const count = 'Count';
export const roster = {
  rows: 'Rows in the file',
  people: 'People in the file',
  added: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
  becomingInactive: 'No longer active',
  missing: 'Not in the file (left unchanged)',
  missingOfComplete: 'Not in the file',
  withoutAccount: 'Not linked to an Atlassian account (can’t approve or get access)',
  losingAccount: 'Linked to an Atlassian account until now, but no longer by this file',
  heldAccounts: 'Atlassian account belongs to somebody else (left out)',
  managersNotFound: 'Manager not found (no manager)',
  repeatedRows: 'Repeated rows for one person (the last row counts)',
  unreadable: 'Rows with a problem (left out)',
};
const UNUSED_SHOWN = 20;
export const unusedColumns = (columns: readonly string[]): string => {
  const more = columns.length - UNUSED_SHOWN;
  const named = more > 1 ? [...columns.slice(0, UNUSED_SHOWN), `${more} more`] : columns;
  return `Columns that aren’t used: ${allOf(named)}.`;
};
export const needsRepeat = {
  title: 'Your own requests need a second admin',
  text: 'You can’t request, get, or approve access because of these changes until another admin imports the same roster. For other people’s requests, they count at once.',
};
/** How many of the file's people nobody can link to an account, and why, as far as that is known. */
export const unlinked = {
  title: (some: number, all: number): string =>
    `${some} of ${counted(all, { one: '# person has', other: '# people have' })} no Atlassian account linked`,
  noAddress: (some: number): string =>
    counted(some, {
      one: 'The file has no email address and no account ID for # person.',
      other: 'The file has no email address and no account ID for # people.',
    }),
  notShown: (some: number): string =>
    counted(some, {
      one: 'No account on this site shows the email address of # person.',
      other: 'No account on this site shows the email address of # people.',
    }),
  hidden: (accounts: number): string =>
    counted(accounts, {
      one: '# account on this site hides its email address from apps, so it may be theirs.',
      other: '# accounts on this site hide their email address from apps, so some may be theirs.',
    }),
  unknownId: (some: number): string =>
    counted(some, {
      one: 'This site doesn’t have the account ID of # person.',
      other: 'This site doesn’t have the account IDs of # people.',
    }),
  cure: 'To link them, add an AccountID column, or choose their accounts under Linked accounts.',
};
export const withoutEmails = {
  title: 'This file has no email addresses and no account IDs',
  text: (added: number): string =>
    `${counted(added, { one: '# new person', other: '# new people' })} can’t be linked to an Atlassian account, so they can’t approve or get access. Add an Email or AccountID column, or enter an email pattern.`,
};
export const changes = {
  title: 'People who change',
  who: 'Person',
  what: 'What changes',
  isNew: 'New',
  first: (shown: number, count: number): string =>
    `Showing ${shown} of ${count} people. What decides about access comes first.`,
};
export const role = (role: string): string => `${role}:`;
const people = (count: number): string => counted(count, { one: '# person', other: '# people' });
export const keptAccount = {
  account: 'Keeps the Atlassian account:',
  namedBy: 'Named only by:',
  addressWaits:
    'The new email address isn’t saved until another admin imports or links the same account. Then import this roster again.',
};
export const leavingOut = {
  title: 'Missing from the roster',
  summary: (count: number): string =>
    `${people(count)} will be marked as missing. Until a Jira admin says whether they left, they get no new access and approve nothing. They keep the seats they have.`,
  none: 'No active person is missing from the file.',
  shown: (shown: number, count: number): string => `Showing the first ${shown} of ${count}.`,
  who: 'Person',
  employee: (id: string): string => `Employee ${id} (no Atlassian account)`,
  abnormal: {
    title: 'The file may be cut short',
    text: (count: number, active: number): string =>
      `Nothing was changed. ${count} of ${people(active)} are not in the file. Check that the file is complete. If it is, choose “Back to editing”, select “Accept that many people are missing”, and start the dry run again.`,
  },
};
export const row = (row: number): string => (row === 0 ? 'Whole file' : `Row ${row}`);
export const problems = 'Problems';
export const where = 'Where';
export const problem = 'Problem';
