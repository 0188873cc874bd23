import * as z from '#zod';
import type { SourceReading, UsageSignal } from '../rules/usage';
import { chunks, integer, select, write } from '../../common/store/database';
import { mapped, query, read, type Reading } from '../../common/store/reading';
import { newRows } from '../../common/store/statement-parts';

const signalRow = z
  .object({
    holder_id: z.string(),
    source: z.string(),
    last_active_at: integer.nullable(),
    observed_at: integer,
  })
  .transform((stored) => ({
    holderId: stored.holder_id,
    source: stored.source,
    lastActiveAt: stored.last_active_at,
    observedAt: stored.observed_at,
  }));

const HOLDERS_A_STATEMENT = 1_000;

/** What is known of these holders in an application, by holder; who is not known is not in it. */
export async function usageSignals(
  applicationKey: string,
  holderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly UsageSignal[]>> {
  const found = new Map<string, UsageSignal[]>();
  for (const some of chunks(holderIds, HOLDERS_A_STATEMENT)) {
    const rows = await select(
      signalRow,
      `SELECT holder_id, source, last_active_at, observed_at FROM usage_signal
       WHERE app_key = ? AND holder_id IN (${some.map(() => '?').join(', ')})`,
      applicationKey,
      ...some,
    );
    for (const { holderId, ...signal } of rows) {
      const signals = found.get(holderId) ?? [];
      signals.push(signal);
      found.set(holderId, signals);
    }
  }
  return found;
}

const readingRow = z
  .object({
    source: z.string(),
    observed_at: integer,
    people: integer,
    previous_people: integer.nullable(),
  })
  .transform((stored): SourceReading => ({
    source: stored.source,
    observedAt: stored.observed_at,
    people: stored.people,
    previousPeople: stored.previous_people,
  }));

/** The last reading of each source of an application. */
export const sourcesReading = (applicationKey: string): Reading<SourceReading[]> =>
  mapped(
    query(
      readingRow,
      'SELECT source, observed_at, people, previous_people FROM usage_source WHERE app_key = ? ORDER BY source',
      applicationKey,
    ),
    (readings) => readings.toSorted((a, b) => (a.source < b.source ? -1 : 1)),
  );

export const sourceReadings = (applicationKey: string): Promise<SourceReading[]> =>
  read(sourcesReading(applicationKey));

/** What a source says of one person. */
export interface HolderSignal {
  readonly holderId: string;
  /** Null when it knows them and has never seen them active. */
  readonly lastActiveAt: number | null;
}

const ROWS_PER_STATEMENT = 500;

/**
 * Takes up what a source says. An activity that is known is never forgotten for an older one. The reading counts
 * only once `finishReading` says that it is whole, so one that was cut off has made nobody inactive.
 */
export async function saveSignals(
  applicationKey: string,
  source: string,
  signals: readonly HolderSignal[],
  observedAt: number,
): Promise<void> {
  for (const part of chunks(signals, ROWS_PER_STATEMENT)) {
    const added = newRows(
      part.map(({ holderId, lastActiveAt }) => ({
        app_key: applicationKey,
        holder_id: holderId,
        source,
        last_active_at: lastActiveAt,
        observed_at: observedAt,
      })),
    );
    await write(
      `INSERT INTO usage_signal ${added.sql}
       ON DUPLICATE KEY UPDATE
         last_active_at = CASE WHEN last_active_at IS NULL OR VALUES(last_active_at) > last_active_at
           THEN VALUES(last_active_at) ELSE last_active_at END,
         observed_at = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(observed_at) ELSE observed_at END`,
      ...added.params,
    );
  }
}

/**
 * Says that a reading is whole. What it is compared with is the last one that was believed: a source that lost people
 * is measured against what it had before, until somebody accepts that it is smaller. An older reading changes nothing.
 * @param believed whether this one may be what the next is compared with
 */
export async function finishReading(
  applicationKey: string,
  reading: SourceReading,
  believed: boolean,
  broughtBy: string,
): Promise<void> {
  const added = newRows([
    {
      app_key: applicationKey,
      source: reading.source,
      observed_at: reading.observedAt,
      people: reading.people,
      previous_people: reading.previousPeople,
      state: believed ? 'good' : 'bad',
      brought_by: broughtBy,
    },
  ]);
  await write(
    `INSERT INTO usage_source ${added.sql}
     ON DUPLICATE KEY UPDATE
       previous_people = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(previous_people) ELSE previous_people END,
       people = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(people) ELSE people END,
       state = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(state) ELSE state END,
       brought_by = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(brought_by) ELSE brought_by END,
       observed_at = CASE WHEN VALUES(observed_at) > observed_at THEN VALUES(observed_at) ELSE observed_at END`,
    ...added.params,
  );
}

/** How many people a source knew at its last reading that was believed; null when there is none. */
export async function believedPeople(applicationKey: string, source: string): Promise<number | null> {
  const [row] = await select(
    z.object({ state: z.string(), people: integer, previous_people: integer.nullable() }),
    'SELECT state, people, previous_people FROM usage_source WHERE app_key = ? AND source = ?',
    applicationKey,
    source,
  );
  if (!row) return null;
  return row.state === 'good' ? row.people : row.previous_people;
}
