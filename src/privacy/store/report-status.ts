import { kvs } from '@forge/kvs';
import * as z from '#zod';

const statusSchema = z.object({
  /** When accounts were last reported; null for never. */
  reportedAt: z.number().nullable(),
  /** Since when reporting or erasing fails; null where both work. */
  failingSince: z.number().nullable(),
  /** How far the look for stored accounts has come; null between two. */
  pass: z.object({ startedAt: z.number(), step: z.number(), after: z.string().nullable() }).nullable(),
});

/** What is known of the reports of personal data. Times in milliseconds since the epoch, UTC. */
export type ReportStatus = z.infer<typeof statusSchema>;

const KEY = 'personal-data';

export async function readReportStatus(): Promise<ReportStatus> {
  return (
    statusSchema.safeParse(await kvs.get(KEY)).data ?? { reportedAt: null, failingSince: null, pass: null }
  );
}

export async function writeReportStatus(status: ReportStatus): Promise<void> {
  await kvs.set(KEY, status);
}
