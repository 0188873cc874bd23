/** Where a reader stands in the facts, which come in the order in which they were changed. */
export interface FeedPosition {
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly issueId: string;
  readonly key: string;
}

/** What a reader hands in to go on. */
export interface FeedCursor {
  readonly after: FeedPosition;
  /**
   * Set in the middle of a reading: facts up to here were all there when it began. Milliseconds since the epoch; null
   * when the last reading came to its end.
   */
  readonly settledAt: number | null;
}

/**
 * A fact says that it changed when the invocation began that writes it, and is there some time later: at most the 15
 * minutes that Forge lets an invocation live, and a minute for clocks that differ.
 */
const WRITTEN_WITHIN_MS = 16 * 60_000;

const BEGINNING: FeedCursor = { after: { changedAt: 0, issueId: '', key: '' }, settledAt: null };

export const cursorOrBeginning = (cursor: FeedCursor | null): FeedCursor => cursor ?? BEGINNING;

/**
 * The cursor after a page. In the middle of a reading it stands at the last row. At its end it goes back to where
 * nothing could still come in when the reading began: whatever was written meanwhile, in whatever order, is delivered by the next.
 * @param last the position of the page's last row; null for an empty page
 */
export function cursorAfter(
  cursor: FeedCursor,
  last: FeedPosition | null,
  hasMore: boolean,
  now: number,
): FeedCursor {
  const settledAt = cursor.settledAt ?? now - WRITTEN_WITHIN_MS;
  const after = last ?? cursor.after;
  if (hasMore) return { after, settledAt };
  return {
    after: after.changedAt < settledAt ? after : { changedAt: settledAt, issueId: '', key: '' },
    settledAt: null,
  };
}
