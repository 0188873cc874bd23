import { accountsInReports } from '../../kpis/usecases/accounts-in-reports';
import { readSettings } from '../../settings/store/settings';
import { accountIdsIn, isReportable } from '../rules/account-ids';
import { ACCOUNT_TABLES, type AccountTable } from '../store/account-columns';
import { documentsAfter, idsAfter } from '../store/account-rows';
import type { ReportStatus } from '../store/report-status';
import { noteStored } from '../store/stored-accounts';

/** One place to look in, part by part: the ids that stand there, and where the next part begins; null after the last. */
type Step = (
  after: string | null,
) => Promise<{ readonly ids: readonly string[]; readonly next: string | null }>;

const columnStep =
  (table: AccountTable, column: string): Step =>
  async (after) => {
    const { ids, isLast } = await idsAfter(table, column, after ?? '');
    return { ids, next: isLast ? null : (ids.at(-1) ?? null) };
  };

const documentStep =
  (table: AccountTable): Step =>
  async (after) => {
    const { documents, end } = await documentsAfter(table, after);
    return { ids: documents.flatMap(accountIdsIn), next: end };
  };

const reportStep: Step = async () => {
  const projects = (await readSettings())?.projects ?? [];
  return { ids: await accountsInReports(projects.map(({ projectId }) => projectId)), next: null };
};

const STEPS: readonly Step[] = [
  ...ACCOUNT_TABLES.filter(({ isFollowing }) => !isFollowing).flatMap((table) => [
    ...table.ids.map((column) => columnStep(table, column)),
    ...(table.documents.length > 0 ? [documentStep(table)] : []),
  ]),
  reportStep,
];

// large sites take several nights for a pass, well within the week that Atlassian gives
const PARTS_A_NIGHT = 1_500;

interface Pass {
  readonly isOver: boolean;
  readonly startedAt: number;
  readonly at: NonNullable<ReportStatus['pass']>;
}

/** Looks for stored account ids everywhere, on from where the last night came to. */
export async function findStored(
  before: ReportStatus['pass'],
  now: number,
  outOfTime: () => boolean,
): Promise<Pass> {
  const appAccountId = (await readSettings())?.appAccountId;
  let at = before ?? { startedAt: now, step: 0, after: null };
  for (let part = 0; part < PARTS_A_NIGHT && !outOfTime(); part++) {
    const step = STEPS[at.step];
    if (step === undefined) return { isOver: true, startedAt: at.startedAt, at };
    const { ids, next } = await step(at.after);
    const people = [...new Set(ids)].filter((id) => isReportable(id) && id !== appAccountId);
    await noteStored(people, now);
    at = { ...at, step: next === null ? at.step + 1 : at.step, after: next };
  }
  return { isOver: STEPS[at.step] === undefined, startedAt: at.startedAt, at };
}
