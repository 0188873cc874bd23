import { isClosedAccount } from '../../common/rules/closed-account';
import { DAY } from '../../common/rules/time';
import { entitlementName } from '../../catalog/rules/entitlement';
import * as z from '#zod';
import type { EmailAccount } from '../../jira/client/accounts';
import { readAccountsOfLogins } from '../../people/usecases/find-accounts';
import { readCatalog } from '../../catalog/store/catalog';
import { chunks } from '../../common/store/database';
import { allocateImported, holdersOf, joinHolder, type JoinedHolder } from '../../pools/store/imported-seats';
import { isLogin, LOGIN } from '../../pools/rules/pool';
import { serveWaitlist } from '../../pools/usecases/take-seat';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import { believedPeople, finishReading, saveSignals, sourceReadings } from '../../usage/store/usage';
import { readUsage, type UsageRow } from '../files/usage-csv';
import type { DateOrder } from '../files/written-moment';
import type { IdleHolder, UsagePlan, UsagePlanPool } from '../contract/usage';
import { findByKeyOrName, poolIdOf, type Application, type Tier } from '../../catalog/rules/catalog';
import { ownerMessage, type PoolFinding } from '../rules/owner-message';
import {
  sourceState,
  usageOf,
  type SourceReading,
  DEFAULT_IDLE_DAYS,
  STALE_DAYS,
} from '../../usage/rules/usage';
import { usageOfHolders } from '../../usage/usecases/usage-of-holders';
import { replacePlan, stagedText } from '../../staging/usecases/import-staging';
import { importMessages } from '../rules/messages';

const SHOWN = 50;
const SIGNALS_A_PART = 2_000;

/** What a list is, besides its rows. */
export interface UsageList {
  readonly source: string;
  /** Milliseconds since the epoch, UTC. */
  readonly observedAt: number;
  readonly dateOrder: DateOrder;
  readonly acceptsFewer: boolean;
}

const signal = z.object({
  holderId: z.string(),
  lastActiveAt: z.number().nullable(),
});

const planSchema = z.array(
  z.object({
    applicationKey: z.string(),
    source: z.string(),
    observedAt: z.number(),
    previousPeople: z.number().nullable(),
    people: z.number(),
    /** Those of whom the list says when they were active, or that they never were. */
    signals: z.array(signal),
    seats: z.array(
      z.object({
        tierKey: z.string(),
        holderIds: z.array(z.string()),
        /** Who has a seat by a login, and is known by an account now. */
        joined: z.array(z.object({ loginId: z.string(), accountId: z.string() })).default([]),
      }),
    ),
    /** The last part of an application says that its reading is whole. */
    isLast: z.boolean(),
  }),
);

interface FoundSeat {
  readonly application: Application;
  readonly tier: Tier;
  readonly holderId: string;
  readonly lastActiveAt: number | null | undefined;
}

/**
 * Checks a list of users, licenses and last activity, joins its people with accounts by e-mail address, and shows what
 * importing it would change, and what follows from it. Nothing is written but the plan.
 */
export async function planUsage(
  importId: string,
  userId: string,
  list: UsageList,
  now: number,
): Promise<UsagePlan> {
  const file = readUsage(await stagedText(importId, userId), list.dateOrder, now);
  const catalog = await readCatalog();
  const { byEmail: accounts } = await readAccountsOfLogins(
    file.rows.map(({ login }) => login),
    () => accountsWithSeats(file.rows, catalog),
  );
  const problems = [...file.problems];
  const found: FoundSeat[] = [];
  for (const row of file.rows) {
    const seat = seatOf(row, catalog, accounts);
    if (typeof seat === 'string') problems.push({ line: row.line, message: seat });
    else found.push(seat);
  }
  // one after another: a list can be about more applications than an installation has statements in a second
  const plans: ApplicationPlan[] = [];
  for (const application of catalog) {
    const seats = found.filter((seat) => seat.application === application);
    if (seats.length > 0) plans.push(await planApplication(application, seats, accounts, list, now));
  }
  const applicable = found.length > 0 && list.observedAt <= now + DAY;
  const planned = plans
    .flatMap(({ parts }) => parts)
    .map((part, index) => `${index === 0 ? '[' : ','}${JSON.stringify(part)}`);
  await replacePlan(importId, 'usage', applicable ? planned : []);
  const candidates = plans.flatMap(({ idle }) => idle);
  return {
    source: list.source,
    observedAt: list.observedAt,
    rows: file.rowCount,
    pools: plans.flatMap(({ pools }) => pools),
    sources: plans.map(({ source }) => source),
    candidates: candidates.slice(0, SHOWN),
    candidateCount: candidates.length,
    messages: plans.map(({ message }) => message),
    problems: problems.sort((a, b) => a.line - b.line).slice(0, SHOWN),
    problemCount: problems.length,
    repeatedRows: file.repeatedRows,
    applicable,
  };
}

/** The accounts that have seats of the applications that a list is about. */
async function accountsWithSeats(
  rows: readonly UsageRow[],
  catalog: readonly Application[],
): Promise<string[]> {
  const listed = new Set(rows.map(({ application }) => findByKeyOrName(catalog, application)));
  const holders: string[] = [];
  for (const application of catalog.filter((one) => listed.has(one)))
    for (const { key } of application.tiers)
      holders.push(...(await holdersOf(poolIdOf(application.key, key))).keys());
  return holders.filter((holderId) => !isLogin(holderId) && !isClosedAccount(holderId));
}

function seatOf(
  row: UsageRow,
  catalog: readonly Application[],
  accounts: ReadonlyMap<string, EmailAccount>,
): FoundSeat | string {
  const application = findByKeyOrName(catalog, row.application);
  if (!application) return importMessages.usage.noApplication(row.application.slice(0, 60));
  const tier = findByKeyOrName(application.tiers, row.tier);
  if (!tier) return importMessages.usage.noTier(application.name, row.tier.slice(0, 60));
  // who has no account here is still somebody who has a seat there
  const holderId = accounts.get(row.login)?.accountId ?? `${LOGIN}${row.login}`;
  return { application, tier, holderId, lastActiveAt: row.lastActiveAt };
}

type PlanPart = z.infer<typeof planSchema>[number];

interface ApplicationPlan {
  readonly pools: UsagePlanPool[];
  readonly source: UsagePlan['sources'][number];
  readonly idle: readonly IdleHolder[];
  readonly message: UsagePlan['messages'][number];
  readonly parts: readonly PlanPart[];
}

async function planApplication(
  application: Application,
  found: readonly FoundSeat[],
  accounts: ReadonlyMap<string, EmailAccount>,
  list: UsageList,
  now: number,
): Promise<ApplicationPlan> {
  const people = new Set(found.map(({ holderId }) => holderId)).size;
  const believed = await believedPeople(application.key, list.source);
  const reading: SourceReading = {
    source: list.source,
    observedAt: list.observedAt,
    people,
    previousPeople: list.acceptsFewer ? people : believed,
  };
  const others = await sourceReadings(application.key);
  const readings = [...others.filter(({ source }) => source !== list.source), reading];
  const pools: UsagePlanPool[] = [];
  const idle: IdleHolder[] = [];
  const findings: PoolFinding[] = [];
  const seats: PlanPart['seats'] = [];
  for (const tier of application.tiers) {
    const named = found.filter((seat) => seat.tier === tier);
    if (named.length === 0) continue;
    const poolId = poolIdOf(application.key, tier.key);
    const holders = await holdersOf(poolId);
    const joined = joinedAmong(holders, accounts);
    const present = withJoined(holders, joined);
    const states = named.map((seat) => ({
      ...seat,
      usage: usageOf(signalsOf(seat, list), readings, {
        now,
        idleDays: application.idleDays ?? DEFAULT_IDLE_DAYS,
        allocatedAt: present.get(seat.holderId) ?? null,
      }),
    }));
    const listed = new Set(named.map(({ holderId }) => holderId));
    const added = [...listed].filter((holderId) => !present.has(holderId)).length;
    const inUse = present.size + added;
    const inactive = states.flatMap(({ holderId, usage }) =>
      usage.kind === 'inactive' ? [{ poolId, holderId, since: usage.since }] : [],
    );
    const missing = [...present].filter(([holderId]) => !listed.has(holderId));
    const unlisted = await usageOfHolders(
      application.key,
      missing.map(([holderId, allocatedAt]) => ({ holderId, allocatedAt })),
      application.idleDays ?? DEFAULT_IDLE_DAYS,
      now,
      readings,
    );
    const unknown = [...states.map(({ usage }) => usage), ...unlisted.values()].filter(
      ({ kind }) => kind === 'unknown',
    ).length;
    idle.push(...inactive);
    findings.push({ tier, inUse, inactive: inactive.length, unknown });
    seats.push({ tierKey: tier.key, holderIds: [...listed], joined });
    pools.push({
      poolId,
      what: entitlementName(application, tier),
      purchased: tier.seats,
      before: holders.size,
      after: inUse,
      added,
      merged: holders.size - present.size,
      missing: missing.length,
      over: Math.max(0, inUse - tier.seats),
      inactive: inactive.length,
      unknown,
    });
  }
  const idleDays = application.idleDays ?? DEFAULT_IDLE_DAYS;
  return {
    pools,
    idle,
    source: {
      applicationKey: application.key,
      application: application.name,
      state: sourceState(reading, now),
      people,
      previousPeople: reading.previousPeople,
      staleDays: STALE_DAYS,
    },
    message: {
      applicationKey: application.key,
      ownerId: application.ownerId,
      text: ownerMessage(application, list.source, list.observedAt, idleDays, findings),
    },
    parts: partsOf(application.key, reading, found, seats),
  };
}

/** Who has a seat by a login whose account is on the site by now. */
function joinedAmong(
  holders: ReadonlyMap<string, number | null>,
  accounts: ReadonlyMap<string, EmailAccount>,
): JoinedHolder[] {
  return [...holders.keys()].flatMap((loginId) => {
    const account = isLogin(loginId) ? accounts.get(loginId.slice(LOGIN.length)) : undefined;
    return account ? [{ loginId, accountId: account.accountId }] : [];
  });
}

/** The holders as they are once each person is one of them; who has had two seats has had one since the earlier. */
function withJoined(
  holders: ReadonlyMap<string, number | null>,
  joined: readonly JoinedHolder[],
): ReadonlyMap<string, number | null> {
  const people = new Map(holders);
  for (const { loginId, accountId } of joined) {
    people.delete(loginId);
    people.set(accountId, holders.get(accountId) ?? holders.get(loginId) ?? null);
  }
  return people;
}

const signalsOf = (
  { lastActiveAt }: FoundSeat,
  { source, observedAt }: UsageList,
): Parameters<typeof usageOf>[0] =>
  lastActiveAt === undefined ? [] : [{ source, lastActiveAt, observedAt }];

/** Signals in pieces, the last of which says that the reading is whole and who has the seats. */
function partsOf(
  applicationKey: string,
  { source, observedAt, people, previousPeople }: SourceReading,
  found: readonly FoundSeat[],
  seats: PlanPart['seats'],
): PlanPart[] {
  const latest = new Map<string, number | null>();
  for (const { holderId, lastActiveAt } of found) {
    if (lastActiveAt === undefined) continue;
    const before = latest.get(holderId) ?? null;
    latest.set(holderId, before === null ? lastActiveAt : Math.max(before, lastActiveAt ?? 0));
  }
  const signals = [...latest].map(([holderId, lastActiveAt]) => ({ holderId, lastActiveAt }));
  const head = { applicationKey, source, observedAt, people, previousPeople };
  const pieces = chunks(signals, SIGNALS_A_PART).map((some) => ({
    ...head,
    signals: some,
    seats: [],
    isLast: false,
  }));
  return [...pieces, { ...head, signals: [], seats, isLast: true }];
}

/**
 * Writes a planned list: who has which seats, when they were last active, and at the end that the reading is whole.
 * Nobody loses anything; who has had a seat twice, by a login and by an account, has it once. Running it again changes
 * nothing.
 */
export async function applyUsage(planText: string, broughtBy: string, now: number): Promise<void> {
  const catalog = await readCatalog();
  for (const part of planSchema.parse(JSON.parse(`${planText}]`))) {
    const { applicationKey, source, observedAt, people, previousPeople, signals, seats, isLast } = part;
    await saveSignals(applicationKey, source, signals, observedAt);
    const application = catalog.find(({ key }) => key === applicationKey);
    for (const { tierKey, holderIds, joined } of seats) {
      const tier = application?.tiers.find(({ key }) => key === tierKey);
      if (!tier) continue;
      const poolId = poolIdOf(applicationKey, tierKey);
      let hasFreed = false;
      for (const holder of joined) hasFreed = (await joinHolder(poolId, holder)) || hasFreed;
      await allocateImported(poolId, tier, holderIds, now);
      // who has a seat has nothing to wait for
      await leaveHints([{ kind: 'pool', subjectId: poolId }], now);
      if (hasFreed) await serveWaitlist(poolId, now);
    }
    if (!isLast) continue;
    const reading = { source, observedAt, people, previousPeople };
    const state = sourceState(reading, now);
    await finishReading(applicationKey, reading, state === 'good' || state === 'stale', broughtBy);
  }
}
