import { kvs } from '@forge/kvs';
import * as z from '#zod';
import { readDocument, writeDocument } from '../../common/store/documents';
import { WEEKDAYS } from '../../calendars/rules/calendar';

const settingsSchema = z.object({
  isOn: z.boolean(),
  issueId: z.string(),
  issueKey: z.string(),
  weekday: z.enum(WEEKDAYS),
  /** Of the site, as the page knew it whose links the report has; empty when it did not. */
  siteUrl: z.string(),
  /** When it was switched on last; what was due before is not made up for. */
  onSince: z.number(),
  /** Changes with every saving, so that what failed is tried again at once. */
  savedAt: z.number(),
  /** Tickets that it went to before, newest first: what was cut off may have left its comment there. */
  formerIssueIds: z.array(z.string()),
  /** Account of who saved it last. */
  savedBy: z.string(),
});

const sentSchema = z.object({ week: z.string(), at: z.number(), issueKey: z.string() });

/** Whether the schedule posted it, or somebody who did not want to wait. */
type SentKind = 'sent' | 'sent-by-hand';

const failureSchema = z.object({
  week: z.string(),
  at: z.number(),
  message: z.string(),
  retryAt: z.number(),
  /** Of the settings that it failed with. */
  savedAt: z.number(),
});

/** How a project has its KPIs reported. Times in milliseconds since the epoch, UTC. */
export type WeeklySettings = z.infer<typeof settingsSchema>;

/** A report that was posted, and which week it was of. */
export type WeeklySent = z.infer<typeof sentSchema>;
export type WeeklyFailure = z.infer<typeof failureSchema>;

// each is written as a whole by one kind of event, so that none undoes another's
const keyOf = (projectId: string, part: 'settings' | SentKind | 'failure'): string =>
  `weekly-report:${projectId}:${part}`;

export const readWeeklySettings = async (projectId: string): Promise<WeeklySettings | null> =>
  (await readStoredWeekly(projectId)).settings;

/** The settings, and how often they were saved. */
export async function readStoredWeekly(
  projectId: string,
): Promise<{ readonly settings: WeeklySettings | null; readonly revision: number }> {
  const { revision, body } = await readDocument(keyOf(projectId, 'settings'));
  return { revision, settings: settingsSchema.safeParse(body).data ?? null };
}

/** Writes the settings, unless they were saved since. @returns whether they were written */
export const writeWeeklySettings = (
  projectId: string,
  settings: WeeklySettings,
  after: number,
): Promise<boolean> => writeDocument(keyOf(projectId, 'settings'), settings, after);

export async function readWeeklySent(projectId: string, kind: SentKind): Promise<WeeklySent | null> {
  return sentSchema.safeParse(await kvs.get(keyOf(projectId, kind))).data ?? null;
}

export async function writeWeeklySent(projectId: string, kind: SentKind, sent: WeeklySent): Promise<void> {
  await kvs.set(keyOf(projectId, kind), sent);
}

export async function readWeeklyFailure(projectId: string): Promise<WeeklyFailure | null> {
  return failureSchema.safeParse(await kvs.get(keyOf(projectId, 'failure'))).data ?? null;
}

export async function writeWeeklyFailure(projectId: string, failure: WeeklyFailure): Promise<void> {
  await kvs.set(keyOf(projectId, 'failure'), failure);
}
