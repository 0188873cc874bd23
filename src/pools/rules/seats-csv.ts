import { csvText } from '../../common/rules/csv-text';
import { isoTime } from '../../common/rules/time-text';
import type { Seat } from './pool';

/** A seat as a table for spreadsheets has it; times in milliseconds since the epoch, UTC. */
interface ExportedSeat extends Pick<Seat, 'slot' | 'state' | 'holderId'> {
  readonly isOver: boolean;
  readonly hasLeft: boolean;
  readonly issueKey: string | null;
  readonly since: number | null;
  readonly endsAt: number | null;
  readonly reservedFor: string | null;
  readonly reservedUntil: number | null;
  readonly note: string | null;
}

const HEADER = [
  ...['application', 'tier', 'seat', 'beyondPurchased', 'state', 'holder', 'hasLeft', 'request'],
  ...['since', 'until', 'keptForWorker', 'keptUntil', 'note'],
];

/** `2026-11-23T13:52:00.000Z` */
const moment = (at: number | null): string | null => (at === null ? null : isoTime(at));

/** Seats of a pool as CSV, a row for each. */
export const seatsCsv = (
  { application, tier }: { readonly application: string; readonly tier: string },
  seats: readonly ExportedSeat[],
): string =>
  csvText(
    HEADER,
    seats.map((seat) => [
      application,
      tier,
      seat.slot,
      seat.isOver,
      seat.state,
      seat.holderId,
      seat.hasLeft,
      seat.issueKey,
      moment(seat.since),
      moment(seat.endsAt),
      seat.reservedFor,
      moment(seat.reservedUntil),
      seat.note,
    ]),
  );
