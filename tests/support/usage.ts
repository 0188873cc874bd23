import { DAY } from '../../src/common/rules/time';
import { importDocument } from '../../sandbox/company/set-up-app';
import type { World } from './world';

/** One row of a list of who uses what; `daysAgo` null for never, undefined for unknown. */
export interface ListedUse {
  readonly accountId?: string;
  readonly login?: string;
  readonly application?: string;
  readonly tier?: string;
  readonly daysAgo?: number | null;
}

const lastActivity = (world: World, daysAgo: number | null | undefined): string =>
  daysAgo === undefined
    ? ''
    : daysAgo === null
      ? 'never'
      : new Date(world.now() - daysAgo * DAY).toISOString();

/** A list as another tool would export it. */
export function usageCsv(world: World, uses: readonly ListedUse[]): string {
  const rows = uses.map(({ accountId, login, application = 'Slack', tier = 'Standard', daysAgo }) => {
    const email = accountId === undefined ? login : world.site.jsm.account(accountId).email;
    return `${email ?? ''},${application},${tier},${lastActivity(world, daysAgo)}`;
  });
  return ['Email,Application,License,Last activity', ...rows].join('\n');
}

interface ListOptions {
  readonly source?: string;
  readonly observedAt?: number;
  readonly acceptsFewer?: boolean;
}

/** Has an administrator import a list of who uses what, by one source, as of now. */
export async function importUsage(
  world: World,
  uses: readonly ListedUse[],
  { source = 'SSO', observedAt = world.now(), acceptsFewer = false }: ListOptions = {},
): Promise<void> {
  await importDocument(world.console('administrator'), usageCsv(world, uses), 'usage/plan-import', {
    source,
    observedAt,
    acceptsFewer,
  });
}
