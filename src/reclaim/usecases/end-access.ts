import { doc, mention, paragraph, text, type AdfDocument } from '../../common/rules/adf';
import { DAY, HOUR } from '../../common/rules/time';
import { utcDay } from '../../common/rules/time-text';
import { log } from '../../common/forge/log';
import { once } from '../../common/store/effects';
import { applicationKeyOf, poolIdOf } from '../../catalog/rules/catalog';
import { addComment, findComment } from '../../jira/client/comments';
import { mailAbout } from '../../jira/client/mail';
import { endStepAt, nextEndStep, type EndStep } from '../../pools/rules/seat-end';
import { putOffEnd, seatsToEnd, type EndingSeat } from '../../pools/store/seat-ends';
import { seatsHeldBy } from '../../pools/store/seats';
import { hintAtHolder } from '../../pools/usecases/take-seat';
import { poolsToSearch, type SearchedPool } from '../../pools/usecases/list-pools';
import { findRequest, hasOpenRequest } from '../../requests/store/requests';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import { DEFAULT_IDLE_DAYS } from '../../usage/rules/usage';
import type { CaseReason } from '../rules/reclaim-case';
import { reclaimMessages } from '../rules/messages';
import { openOverCases } from './open-over-cases';
import { ignoreGoneTicket } from '../../jira/usecases/own-tickets';
import { reclaimSetup, whatOf } from './process-cases';
import { overEvidence, whyOver } from './search-idle-seats';

const MOST_SEATS = 100;

/**
 * Does what is due about the ends of accesses: tells their holders beforehand, and has what is over removed. Whatever cuts
 * it off, the seat stays due; one that fails lets the others go first.
 */
export async function endAccess(now: number, outOfTime: () => boolean): Promise<void> {
  const { rules } = await reclaimSetup();
  for (const seat of await seatsToEnd(now, MOST_SEATS)) {
    if (outOfTime()) return;
    try {
      await putOffEnd(seat, await processEnd(seat, rules, now));
    } catch (error) {
      log.error('the end of an access was left behind', error, { poolId: seat.poolId, slot: seat.slot });
      await putOffEnd(seat, now + HOUR);
    }
  }
}

/** @returns when something is due again */
async function processEnd(seat: EndingSeat, rules: ReclaimRules, now: number): Promise<number | null> {
  const over = whyOver(seat, applicationKeyOf(seat.poolId), rules, now);
  if (over) {
    // what the same ticket, changed, is about to replace stays until it is decided
    const isPending = over === 'withdrawn' && seat.issueId === null && (await isAskedAnew(seat));
    if (isPending) return now + DAY;
    await takeBack(seat, over, now);
    // a case can come to nothing, and the access must not
    return now + DAY;
  }
  const step = seat.endsAt === null ? undefined : endStepAt(seat.endsAt, now);
  // from the first notice on it can be asked for again
  if (step) await hintAtHolder(seat.holderId, now);
  // while ends are not enforced there, nobody is notified of one, and somebody may change their mind
  if (rules.keptPastEnd.includes(applicationKeyOf(seat.poolId))) return now + DAY;
  if (step) await notifyHolder(seat, step, now);
  return nextEndStep(seat.endsAt, now);
}

const isAskedAnew = ({ holderId, poolId }: EndingSeat): Promise<boolean> =>
  hasOpenRequest(holderId, applicationKeyOf(poolId));

async function takeBack(seat: EndingSeat, because: CaseReason, now: number): Promise<void> {
  const [pool] = await poolsToSearch(seat.poolId);
  if (!pool) return;
  const evidence = overEvidence(seat, because, pool.application.idleDays ?? DEFAULT_IDLE_DAYS);
  const keptPoolId = await keptBeside(pool, seat.holderId);
  await openOverCases('ends', [{ pool, seat, evidence, keptPoolId }], now);
  if (because === 'ended') await notifyHolder(seat, { kind: 'over' }, now);
}

/** The seat of another tier that somebody kept while this one took its place for a time. */
async function keptBeside(
  { poolId, application, tier }: SearchedPool,
  holderId: string,
): Promise<string | null> {
  if (tier.addOn) return null;
  const others = application.tiers
    .filter(({ addOn }) => !addOn)
    .map(({ key }) => poolIdOf(application.key, key));
  const held = (await seatsHeldBy(holderId, '')).find(
    (seat) => seat.state === 'allocated' && seat.poolId !== poolId && others.includes(seat.poolId),
  );
  return held?.poolId ?? null;
}

/** In the ticket through which they got it, which tells whoever asked; a mail tells a holder who did not ask. */
async function notifyHolder(seat: EndingSeat, step: EndStep, now: number): Promise<void> {
  const { issueId, holderId, endsAt } = seat;
  const request = issueId === null ? undefined : await findRequest(issueId);
  if (!request || issueId === null || endsAt === null) return;
  const what = await whatOf(seat.poolId);
  const key = `end:${endsAt}:${step.kind === 'notice' ? step.days : 'over'}`;
  const words = endWords(step, what, utcDay(endsAt));
  await once(
    {
      issueId,
      key,
      find: () => findComment(issueId, key),
      perform: () => addComment(issueId, addressed(holderId, words.sentence), 'public', key),
    },
    now,
  ).catch(ignoreGoneTicket);
  if (request.requesterId === holderId) return;
  const mail = {
    to: [holderId],
    subject: words.subject,
    text: reclaimMessages.end.unaddressed(words.sentence),
  };
  // a mail leaves no trace to look for: after a lost answer it is better to come twice than not at all
  await once(
    {
      issueId,
      key: `mail:${key}`,
      find: () => Promise.resolve(undefined),
      perform: () => mailAbout(issueId, mail),
    },
    now,
  );
}

function endWords(
  step: EndStep,
  what: string,
  day: string,
): { readonly subject: string; readonly sentence: string } {
  const { end } = reclaimMessages;
  return step.kind === 'notice'
    ? { subject: end.noticeSubject(what, day), sentence: end.notice(what, day) }
    : { subject: end.overSubject(what), sentence: end.over(what, day) };
}

const addressed = (personId: string, sentence: string): AdfDocument =>
  doc(paragraph(mention(personId), text(reclaimMessages.end.addressed(sentence))));
