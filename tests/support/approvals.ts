import type { Company } from '../../sandbox/company/company';
import { FIELD } from '../../sandbox/company/service-project';
import { importDocument } from '../../sandbox/company/set-up-app';
import { parse } from 'csv-parse/sync';
import { stringify } from '../../sandbox/company/csv-text';
import { applicationsOf } from './companies';
import type { World } from './world';

/** Imports applications as they are now. */
export async function importApplications(world: World, ...applications: readonly unknown[]): Promise<void> {
  const document = JSON.stringify({ format: 'seatkeeper-catalog', applications });
  await importDocument(world.admin, document, 'import/plan-catalog', {});
}

/** An application of the company's catalog as its document has it, with other facts. */
export const listedApplication = (world: World, wanted: string, changes: object): object => ({
  ...applicationsOf(world.company).find(({ key }) => key === wanted),
  ...changes,
});

/** Makes exactly these rules the policy in force. */
export const setPolicy = (world: World, ...rules: readonly unknown[]): Promise<void> =>
  world.importCatalog({ format: 'seatkeeper-catalog', applications: [], policy: { rules } });

/** Makes it the only rule that everything goes through these stages. */
export const requireStages = (world: World, ...stages: readonly unknown[]): Promise<void> =>
  setPolicy(world, {
    id: 'through-these-hands',
    description: 'Everything goes through these hands.',
    effect: { kind: 'require', stages },
  });

/** Whom JSM asks, as the approvers field names them. */
export function askedOf(world: World, key: string): readonly unknown[] {
  const named = world.site.jsm.issue(key)?.values.get(FIELD.approvers);
  return Array.isArray(named) ? named : [];
}

/** Imports the roster's entry of one person as it is now. */
export async function importPerson(
  world: World,
  accountId: string,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const workerId = accountId.split(':').at(-1);
  const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
  const record = records.find(({ WorkerID }) => WorkerID === workerId);
  if (!record) throw new Error(`the roster has no ${accountId}`);
  const changed = { ...record, ...changes };
  await importDocument(world.admin, stringify(Object.keys(changed), [changed]), 'import/plan-roster', {
    emailPattern: world.company.emailPattern,
  });
}

/** The same company with a group of these people on its site. */
export const withGroup = (company: Company, name: string, members: ReadonlySet<string>): Company => ({
  ...company,
  site: {
    ...company.site,
    accounts: company.site.accounts.map((account) =>
      members.has(account.accountId) ? { ...account, groups: new Set([...account.groups, name]) } : account,
    ),
  },
});

/** Takes everybody out of a group. */
export function emptyGroup(world: World, name: string): void {
  for (const account of [...world.site.jsm.accounts.values()])
    if (account.groups.has(name)) takeFromGroup(world, name, account.accountId);
}

/** Takes one person out of a group. */
export function takeFromGroup(world: World, name: string, accountId: string): void {
  const account = world.site.jsm.account(accountId);
  const groups = new Set([...account.groups].filter((one) => one !== name));
  world.site.jsm.accounts.set(accountId, { ...account, groups });
}
