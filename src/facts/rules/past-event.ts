/** What a row of a ticket's history says of one question; `unknown` when it cannot be read. */
export type Said = 'unknown' | 'no' | 'yes';

/** One change of a ticket that lived in another system. */
export interface PastEvent {
  /** Row of the file, the header being row 1. */
  readonly row: number;
  /** The ticket in the other system; empty when the row does not say. */
  readonly ticket: string;
  /** The same for the same content, and for no other. */
  readonly key: string;
  /** Milliseconds since the epoch, UTC; 0 when the row does not say. */
  readonly at: number;
  /** How many changes the ticket had had before. */
  readonly changes: number;
  readonly isClosed: boolean;
  readonly slaMissed: Said;
  /** `states`: the ticket's other rows tell, by whether one that is not closed follows one that is. */
  readonly reopened: Said | 'states';
  /** Key of the catalog where it has it, else what the row says; empty when it does not. */
  readonly application: string;
  readonly department: string | null;
  readonly assigneeId: string | null;
  readonly requestTypeId: string | null;
}

export const SAID: readonly Said[] = ['unknown', 'no', 'yes'];

export const REOPENED: readonly PastEvent['reopened'][] = [...SAID, 'states'];

const MOST_CHANGES = 29_999;

/** Room that a rank leaves below the order for what the event says. */
export const OUTCOMES = 16;

/** Remainders of an outcome by `REOPENED_OUTCOMES` that mean no, yes, and that other events tell. */
export const REOPENED_NO = 1;

export const REOPENED_YES = 2;

export const REOPENED_BY_STATES = 3;

export const REOPENED_OUTCOMES = 4;

/**
 * A number that is greater the later an event comes in its ticket, and that carries what the event says modulo
 * `OUTCOMES`. So the greatest of a ticket is its last word, in whatever order and how often events come in.
 */
export function rankOf(event: PastEvent): number {
  const second = Math.floor(event.at / 1_000);
  const order = (second * (MOST_CHANGES + 1) + Math.min(event.changes, MOST_CHANGES)) * 2;
  const outcome = SAID.indexOf(event.slaMissed) * REOPENED_OUTCOMES + REOPENED.indexOf(event.reopened);
  return (order + Number(event.isClosed)) * OUTCOMES + outcome;
}
