import type { StoredFact } from '../../facts/rules/ticket-facts';
import type { CompletedSla, Ticket, TicketChange } from '../../jira/rules/ticket';
import type { TicketFact } from '../../facts/rules/ticket-facts';
import { measuredAt, reopenings, unapprovedKey } from '../../facts/rules/ticket-facts';

/** Kinds of facts that leave a trace in a ticket's history; votes and policies leave none. */
export const TRACED_KINDS = ['requested', 'fulfilled', 'unapproved', 'reopened'] as const;
type TracedKind = (typeof TRACED_KINDS)[number];

/** A fact as the ticket's history tells it. */
export interface HistoryFact {
  readonly key: string;
  readonly kind: TracedKind;
  readonly at: number;
  /** Of a fulfillment, the first being 1. */
  readonly cycle: number | null;
  readonly sla: CompletedSla | null;
  /** Of a fulfillment: the approval that it rests on. */
  readonly approvedAt: number | null;
  readonly moverId: string | null;
}

/** How a stored fact and the history disagree. */
export interface FactDifference {
  readonly kind: 'missing' | 'unknown' | 'other-time' | 'other-cycle' | 'other-measurement';
  readonly fact: TicketFact['kind'];
  /** Milliseconds since the epoch, UTC: of the history, or of the fact that it does not know. */
  readonly at: number;
}

interface Statuses {
  readonly fulfilled: string;
  /** All that a ticket can end in. */
  readonly done: readonly string[];
  /** Since when the app knows of fulfillments; what is older counts only where it was recorded. */
  readonly since: number;
}

/**
 * What a ticket's history tells, oldest first. Whether a move to fulfilled was one with a valid decision is not in it:
 * what was judged at the time stands, and a move that nobody saw counts by whether an approval was there before it.
 */
export function factsInHistory(
  ticket: Ticket,
  { fulfilled, done, since }: Statuses,
  stored: readonly StoredFact[],
): HistoryFact[] {
  const approvals = stored.filter(({ kind }) => kind === 'approved').map(({ at }) => at);
  const wasUnapproved = new Set(stored.filter(({ kind }) => kind === 'unapproved').map(({ key }) => key));
  const wasFulfilled = new Set(stored.filter(({ kind }) => kind === 'fulfilled').map(({ key }) => key));
  let cycle = 0;
  const isKnown = ({ id, at }: TicketChange): boolean =>
    at >= since || wasFulfilled.has(`fulfilled:${id}`) || wasUnapproved.has(unapprovedKey(id));
  const known = movesInto(ticket, fulfilled).filter(isKnown);
  const moves = known.map((move): HistoryFact => {
    const before = approvals.filter((at) => at <= move.at);
    const isFulfilled =
      wasFulfilled.has(`fulfilled:${move.id}`) ||
      (before.length > 0 && !wasUnapproved.has(unapprovedKey(move.id)));
    const fact = { ...plain('unapproved', unapprovedKey(move.id), move.at), moverId: move.authorId };
    if (!isFulfilled) return fact;
    cycle += 1;
    return {
      ...fact,
      key: `fulfilled:${move.id}`,
      kind: 'fulfilled',
      cycle,
      sla: measuredAt(ticket, move.at),
      approvedAt: before.length === 0 ? null : Math.max(...before),
    };
  });
  const madeThere = stored.filter(({ key }) => key === unapprovedKey(undefined));
  const reopened = cycle > 0 ? reopenings(ticket, fulfilled, done) : [];
  return [
    plain('requested', 'requested', ticket.createdAt),
    ...madeThere.map(({ key, at }) => plain('unapproved', key, at)),
    ...moves,
    ...reopened.map(({ key, at }) => plain('reopened', key, at)),
  ].sort((a, b) => a.at - b.at);
}

const plain = (kind: TracedKind, key: string, at: number): HistoryFact => ({
  key,
  kind,
  at,
  cycle: null,
  sla: null,
  approvedAt: null,
  moverId: null,
});

const movesInto = ({ changes }: Ticket, statusId: string): TicketChange[] =>
  changes.filter(({ status }) => status?.to === statusId && status.from !== statusId).reverse();

/** How what is stored differs from the history. What happened after `until` may not have been looked at yet. */
export function differencesOf(
  history: readonly HistoryFact[],
  stored: readonly StoredFact[],
  until: number,
): FactDifference[] {
  const byKey = new Map(stored.map((fact) => [fact.key, fact]));
  const unknown = unknownIn(history, stored)
    .filter(({ at }) => at <= until)
    .map(({ kind, at }): FactDifference => ({ kind: 'unknown', fact: kind, at }));
  const others = history
    .filter(({ at }) => at <= until)
    .flatMap((expected): FactDifference[] => {
      const kind = differenceBetween(expected, byKey.get(expected.key));
      return kind === undefined ? [] : [{ kind, fact: expected.kind, at: expected.at }];
    });
  return [...others, ...unknown];
}

/** Stored facts that leave a trace, and left none. */
export function unknownIn(history: readonly HistoryFact[], stored: readonly StoredFact[]): StoredFact[] {
  const known = new Set(history.map(({ key }) => key));
  const traced: readonly string[] = TRACED_KINDS;
  return stored.filter(({ key, kind }) => traced.includes(kind) && !known.has(key));
}

function differenceBetween(
  expected: HistoryFact,
  stored: StoredFact | undefined,
): FactDifference['kind'] | undefined {
  if (!stored) return 'missing';
  if (stored.at !== expected.at) return 'other-time';
  if (stored.cycle !== expected.cycle) return 'other-cycle';
  // a measurement that is not mapped any more takes nothing away from what was measured
  return expected.sla !== null && expected.sla.breached !== stored.breached ? 'other-measurement' : undefined;
}
