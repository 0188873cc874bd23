import { DAY } from '../../common/rules/time';
import type { SeatRecord } from '../../pools/rules/pool';
import { restoreSeat } from '../../pools/store/kept-seats';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { USUAL_RULES, type ReclaimRules } from '../../settings/rules/reclaim-rules';
import { entitlementName } from '../../catalog/rules/entitlement';
import { mailAbout } from '../../jira/client/mail';
import { commentOnce, ignoreGoneTicket, raiseOnce } from '../../jira/usecases/own-tickets';
import { closeTicket } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import { log } from '../../common/forge/log';
import { findApplication } from '../../catalog/store/catalog';
import { effectsDone, once } from '../../common/store/effects';
import type { AllocatedSeat } from '../../pools/store/allocated-seats';
import { allocatedSeat } from '../store/idle-seats';
import { casesDue, findCase, listCases, putCaseOff, saveCase } from '../store/reclaim-cases';
import { emptySlot, releaseAllocation, seatOfRequest } from '../../pools/store/seats';
import { inactiveAccounts } from '../../people/store/people';
import { hasComeToNothing } from '../../requests/rules/access-request';
import { findRequest } from '../../requests/store/requests';
import { usageSignals } from '../../usage/store/usage';
import { countWaiting } from '../../pools/store/waitlist';
import { applicationKeyOf, findByKeyOrName, keysOfPool } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { doc, paragraph, text } from '../../common/rules/adf';
import { askingText, caseCode, caseNote, caseSummary } from '../rules/case-words';
import {
  afterEvent,
  isAsked,
  isOpen,
  nextWatch,
  OPEN_STATES,
  type CaseEvent,
  type ReclaimCase,
} from '../rules/reclaim-case';
import { isLogin } from '../../pools/rules/pool';
import { hintAtHolder, serveWaitlist } from '../../pools/usecases/take-seat';
import { usageOfHolders } from '../../usage/usecases/usage-of-holders';
import { reclaimMessages } from '../rules/messages';

const MOST_CASES = 50;

/** Takes up every case that something is due for: asking, reminding, telling, looking again. */
export async function processCases(now: number, outOfTime: () => boolean = () => false): Promise<void> {
  for (const due of await casesDue(now, MOST_CASES)) {
    if (outOfTime()) return;
    try {
      const one = await findCase(due.caseId);
      if (one) await processCase(one, now);
    } catch (error) {
      log.error('a reclaim case was put off', error, { caseId: due.caseId, failures: due.failures + 1 });
      await putCaseOff(due, now);
    }
  }
}

/** How this site takes seats back, and where holders are asked. */
export interface ReclaimSetup {
  readonly rules: ReclaimRules;
  /** Undefined where no request type is set up for it. */
  readonly project: ProjectSettings | undefined;
}

export async function reclaimSetup(): Promise<ReclaimSetup> {
  const settings = await readSettings();
  return {
    rules: settings?.reclaim ?? USUAL_RULES,
    project: settings?.projects.find(({ reclaim }) => reclaim !== null),
  };
}

/** Does what is due for one case. Every step may be the last of a process: the case stays due, and goes on from there. */
export async function processCase(given: ReclaimCase, now: number): Promise<ReclaimCase> {
  const setup = await reclaimSetup();
  const apply = (event: CaseEvent): Promise<ReclaimCase> => applyEvent(given, event, setup.rules, now);
  const change = await reasonToStop(given, now);
  if (change) return processState(await apply(change), setup, now);
  switch (given.state) {
    case 'ready':
      if (!setup.project) return saveCase({ ...given, nextAt: now + DAY });
      if (!hasAccount(given)) return processState(await apply({ kind: 'unreachable' }), setup, now);
      return apply({ kind: 'asked', issueId: await raiseTicket(given, setup.project, now) });
    case 'awaiting-holder':
      if (given.nudges > 1) return processState(await apply({ kind: 'silent' }), setup, now);
      await remind(given, now);
      return apply({ kind: 'reminded' });
    case 'done':
      return (await effectsDone(given.caseId)).has(lastKey(given))
        ? watch(given, setup, now)
        : processState(given, setup, now);
    case 'awaiting-approval':
    case 'awaiting-removal':
    case 'skipped':
    case 'canceled':
    case 'undone':
      return processState(given, setup, now);
  }
}

/** @throws {SeatkeeperError} `invalid` when that cannot happen to the case as it is now */
export async function applyEvent(
  given: ReclaimCase,
  event: CaseEvent,
  rules: ReclaimRules,
  now: number,
): Promise<ReclaimCase> {
  const changed = afterEvent(given, event, rules, now);
  if (!changed) throw new SeatkeeperError('invalid', reclaimMessages.error.changed);
  return saveCase(changed);
}

/** A login without account is nobody who could be asked. */
const hasAccount = ({ holderId }: ReclaimCase): boolean => !isLogin(holderId);

/** The last thing that is done about a removal. */
const lastKey = (one: ReclaimCase): string => (one.issueId === null ? releaseKey(one) : notificationKey(one));

const releaseKey = ({ removedAt }: ReclaimCase): string => `release:${removedAt ?? 0}`;

const notificationKey = ({ state, changedAt }: ReclaimCase): string => `notified:${state}:${changedAt}`;

/**
 * Whether an open case has no reason any more: the seat is gone, it was used, nobody waits. Usage is read anew each
 * time, so that also the moment of removal counts.
 */
export async function reasonToStop(one: ReclaimCase, now: number): Promise<CaseEvent | undefined> {
  if (!isOpen(one.state)) return undefined;
  // what came back has no seat of ours, and is in use: that is why it is open
  if (one.removedAt !== null) return undefined;
  const seat = await allocatedSeat(one.poolId, one.holderId);
  if (!seat) return { kind: 'needless', reason: reclaimMessages.remark.seatGone };
  // what is over, or is undone, goes whether it is used or not
  if (one.evidence.because === 'left')
    return (await inactiveAccounts([one.holderId])).has(one.holderId) ? undefined : EMPLOYED_AGAIN;
  if (!isAsked(one.evidence.because)) return isGrantedAgain(one, seat, now) ? GRANTED_AGAIN : undefined;
  const usage = (await usageOfHolders(applicationKeyOf(one.poolId), [seat], one.evidence.idleDays, now)).get(
    one.holderId,
  );
  const isUsed = usage?.kind === 'active' && (one.isReleased ? usage.lastActiveAt > one.changedAt : true);
  if (isUsed) return { kind: 'used', at: usage.lastActiveAt, source: usage.source };
  const isWanted =
    one.evidence.because !== 'wanted' || one.isReleased || (await countWaiting(one.poolId)) > 0;
  return isWanted ? undefined : { kind: 'needless', reason: reclaimMessages.remark.nobodyWaits };
}

const GRANTED_AGAIN: CaseEvent = { kind: 'needless', reason: reclaimMessages.remark.grantedAgain };

const EMPLOYED_AGAIN: CaseEvent = { kind: 'needless', reason: reclaimMessages.remark.employedAgain };

/** Whether a seat that was over was granted anew. */
function isGrantedAgain({ evidence }: ReclaimCase, seat: AllocatedSeat, now: number): boolean {
  switch (evidence.because) {
    case 'ended':
      return seat.endsAt === null || seat.endsAt > now;
    case 'withdrawn':
      return !seat.isWithdrawn;
    case 'idle':
    case 'wanted':
    case 'left':
    case 'undone':
      return false;
  }
}

export async function whatOf(poolId: string): Promise<string> {
  const { applicationKey, tierKey } = keysOfPool(poolId);
  const application = await findApplication(applicationKey);
  const tier = application && findByKeyOrName(application.tiers, tierKey);
  return application && tier ? entitlementName(application, tier) : poolId;
}

/** A ticket in the holder's name; the same case finds the one that it has raised before. */
async function raiseTicket(one: ReclaimCase, project: ProjectSettings, now: number): Promise<string> {
  const { reclaim } = project;
  if (!reclaim) throw new Error('only a project that is set up for it is asked for');
  const code = caseCode(one);
  const what = await whatOf(one.poolId);
  const issueId = await raiseOnce(
    {
      subjectId: one.caseId,
      projectId: project.projectId,
      code,
      request: {
        ...reclaim,
        // who has left may have no account any more, and is not to be notified
        onBehalfOf: one.evidence.because === 'left' ? null : one.holderId,
        summary: caseSummary(one, what),
      },
    },
    now,
  );
  const key = `ask:${code}`;
  if (one.state === 'ready') {
    const body = doc(paragraph(text(askingText(one.evidence, what))));
    await commentOnce(one.caseId, issueId, key, body, 'public', now);
  }
  return issueId;
}

async function remind(one: ReclaimCase, now: number): Promise<void> {
  const { issueId } = one;
  if (issueId === null) return;
  const what = await whatOf(one.poolId);
  const notice = {
    to: [one.holderId],
    subject: reclaimMessages.asking.reminderSubject(what),
    text: reclaimMessages.asking.reminder(askingText(one.evidence, what)),
  };
  const perform = (): Promise<string> => mailAbout(issueId, notice);
  // a mail leaves no trace to look for: after a lost answer it is better to come twice than not at all
  await once(
    { issueId: one.caseId, key: `remind:${one.nudges}`, find: () => Promise.resolve(undefined), perform },
    now,
  );
}

/** Carries out what a state stands for, and says it on the ticket; then the case rests until it is due again. */
export async function processState(
  given: ReclaimCase,
  setup: ReclaimSetup,
  now: number,
): Promise<ReclaimCase> {
  let one = given;
  if (one.state === 'done') await release(one, now);
  if (one.state === 'undone') await restore(one, now);
  if (one.isReleased && one.forIssueId !== null) await spareOthers(one, setup, now);
  if (one.state === 'awaiting-removal' && one.issueId === null && setup.project && hasAccount(one))
    one = await saveCase({ ...one, issueId: await raiseTicket(one, setup.project, now) });
  const { issueId } = one;
  if (issueId !== null) {
    const key = notificationKey(one);
    const body = caseNote(one, await whatOf(one.poolId));
    const visibility = isOpen(one.state) ? 'internal' : 'public';
    await commentOnce(one.caseId, issueId, key, body, visibility, now).catch(ignoreGoneTicket);
    if (!isOpen(one.state)) await closeTicket(issueId).catch(ignoreGoneTicket);
  }
  const nextAt = one.state === 'done' ? nextWatch(one.removedAt ?? now, now) : null;
  return saveCase({ ...one, nextAt });
}

/** Gives the seat back to the pool, once, and to whoever waits for it. */
async function release(one: ReclaimCase, now: number): Promise<void> {
  const perform = async (): Promise<string> => {
    await moveDown(one, now);
    if (one.inverse) await releaseAllocation(one.inverse);
    await hintAtHolder(one.holderId, now);
    return 'released';
  };
  await once(
    { issueId: one.caseId, key: releaseKey(one), find: () => Promise.resolve(undefined), perform },
    now,
  );
  await serveWaitlist(one.poolId, now);
}

/** A downgrade leaves its holder a seat of the lower tier, before the higher one goes. */
async function moveDown({ action, toPoolId, holderId, inverse }: ReclaimCase, now: number): Promise<void> {
  if (action !== 'downgrade' || toPoolId === null || (await allocatedSeat(toPoolId, holderId))) return;
  const record = {
    poolId: toPoolId,
    holderId,
    issueId: null,
    allocatedAt: now,
    endsAt: inverse?.endsAt ?? null,
    isWithdrawn: inverse?.isWithdrawn ?? false,
  };
  await occupy(record, now);
}

/** The seat of the lower tier goes back, unless they had it before the downgrade. */
async function moveUp({ holderId, removedAt }: ReclaimCase, toPoolId: string): Promise<void> {
  const lower = await allocatedSeat(toPoolId, holderId);
  const cameOfIt = lower?.issueId === null && (lower.allocatedAt ?? 0) >= (removedAt ?? 0);
  if (lower && cameOfIt) await releaseAllocation({ ...lower, poolId: toPoolId });
}

async function occupy(record: SeatRecord, now: number): Promise<void> {
  const slot = await emptySlot(record.poolId, Number.MAX_SAFE_INTEGER, 0);
  if (slot === undefined || !(await restoreSeat(record, slot, now)))
    throw new SeatkeeperError('conflict', reclaimMessages.error.poolFull);
}

/**
 * What was taken away, with whether its request stands for it still: that may have been withdrawn since, or have got another
 * seat.
 */
async function asItStandsNow(record: SeatRecord, { evidence }: ReclaimCase): Promise<SeatRecord> {
  const { issueId } = record;
  const isWithdrawn = record.isWithdrawn || evidence.because === 'withdrawn';
  if (issueId === null) return { ...record, isWithdrawn };
  if (await seatOfRequest(issueId)) return { ...record, issueId: null, isWithdrawn: true };
  const request = await findRequest(issueId);
  return { ...record, isWithdrawn: isWithdrawn || request === undefined || hasComeToNothing(request) };
}

/** Gives a seat that was taken away back to who had it. */
async function restore(one: ReclaimCase, now: number): Promise<void> {
  const { inverse } = one;
  if (!inverse) return;
  const perform = async (): Promise<string> => {
    if (!(await allocatedSeat(inverse.poolId, inverse.holderId)))
      await occupy(await asItStandsNow(inverse, one), now);
    if (one.action === 'downgrade' && one.toPoolId !== null) await moveUp(one, one.toPoolId);
    await hintAtHolder(inverse.holderId, now);
    return 'restored';
  };
  await once(
    {
      issueId: one.caseId,
      key: `restore:${one.removedAt ?? 0}`,
      find: () => Promise.resolve(undefined),
      perform,
    },
    now,
  );
}

const MOST_SPARED = 50;

/** One holder has released a seat for somebody who waits: the others who were asked can keep theirs. */
async function spareOthers(one: ReclaimCase, { rules }: ReclaimSetup, now: number): Promise<void> {
  const asked = await listCases(
    { states: OPEN_STATES, poolId: one.poolId, runId: one.runId },
    MOST_SPARED,
    0,
  );
  for (const other of asked) {
    if (other.caseId === one.caseId || other.isReleased) continue;
    const event = { kind: 'needless', reason: reclaimMessages.remark.colleagueReleased } as const;
    await applyEvent(other, event, rules, now);
  }
}

/** Looks whether a removal lasts: activity since, or the same seat listed again without a request. */
async function watch(one: ReclaimCase, setup: ReclaimSetup, now: number): Promise<ReclaimCase> {
  const how = await howItCameBack(one);
  const event: CaseEvent = how === undefined ? { kind: 'watched' } : { kind: 'came-back', how };
  const changed = await applyEvent(one, event, setup.rules, now);
  return how === undefined ? changed : processState(changed, setup, now);
}

async function howItCameBack(one: ReclaimCase): Promise<string | undefined> {
  const seat = await allocatedSeat(one.poolId, one.holderId);
  if (seat?.issueId === null) return reclaimMessages.remark.listedAgain;
  // somebody who moved to a lower tier, or got a seat by a new request, may well be active
  if (seat || one.action === 'downgrade') return undefined;
  const signals = (await usageSignals(applicationKeyOf(one.poolId), [one.holderId])).get(one.holderId) ?? [];
  const used = signals.find(({ lastActiveAt }) => (lastActiveAt ?? 0) > (one.removedAt ?? 0));
  return used && reclaimMessages.remark.seenSince(used.source);
}
