import * as z from '#zod';
import { log } from '../../common/forge/log';
import { takeCall } from '../../common/store/call-pace';
import { requireSchema } from '../../common/store/require-schema';
import { cursorText, feedQueries, type FeedTable } from '../../kpis/contract/bi-feed';
import { inWords, issuesText } from '../../common/contract/issues-text';
import { csvText } from '../../common/rules/csv-text';
import { SeatkeeperError } from '../../common/rules/errors';
import { readerOf } from '../../kpis/usecases/feed-tokens';
import { readFacts, readFigures, type FeedPage } from '../../kpis/usecases/read-feed';
import { entryMessages } from '../messages';

const lists = z.record(z.string(), z.array(z.string())).default({});

/** @see https://developer.atlassian.com/platform/forge/events-reference/web-trigger/ */
const requestSchema = z.looseObject({
  method: z.string(),
  userPath: z.string().default(''),
  headers: lists,
  queryParameters: lists,
});

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string[]>>;
  readonly body: string;
}

const NEVER_KEPT = { 'cache-control': ['no-store'], 'x-content-type-options': ['nosniff'] };

const refuse = (statusCode: number, message: string, headers: Answer['headers'] = {}): Answer => ({
  statusCode,
  headers: { ...NEVER_KEPT, 'content-type': ['application/json; charset=utf-8'], ...headers },
  body: JSON.stringify({ error: { message } }),
});

/**
 * The feed of KPI facts and figures of one project, at a public address: `/facts` and `/kpis`, for whoever has a token of
 * the project. docs/bi-feed.md says what comes.
 */
export async function biFeed(event: unknown): Promise<Answer> {
  const now = Date.now();
  try {
    const request = requestSchema.parse(event);
    if (request.method !== 'GET') return refuse(405, entryMessages.feed.getOnly, { allow: ['GET'] });
    await requireSchema();
    const [header, ...others] = headerValues(request.headers, 'authorization');
    const reader = await readerOf(others.length === 0 ? header : undefined, now);
    if (!reader)
      return refuse(401, entryMessages.feed.tokenNeeded, {
        'www-authenticate': ['Bearer'],
      });
    const wait = await takeCall(reader.tokenId, now);
    if (wait > 0)
      return refuse(429, entryMessages.feed.tooManyCalls(wait), {
        'retry-after': [String(wait)],
      });
    return await answerTo(request, reader.projectId, now);
  } catch (error) {
    return refuseFor(error);
  }
}

/** All values of a header, whose name comes as its sender, or the platform, has written it. */
const headerValues = (headers: Readonly<Record<string, readonly string[]>>, name: string): string[] =>
  Object.entries(headers).flatMap(([key, values]) => (key.toLowerCase() === name ? values : []));

async function answerTo(
  { userPath, queryParameters }: z.infer<typeof requestSchema>,
  projectId: string,
  now: number,
): Promise<Answer> {
  const table = userPath.replace(/^\/|\/$/g, '');
  if (!isTable(table)) return refuse(404, entryMessages.feed.noTable);
  const query = singleValues(queryParameters);
  if (table === 'facts') {
    const { format, since, limit } = parsed(feedQueries.facts, query);
    return pageIn(format, table, await readFacts(projectId, since ?? null, limit, now));
  }
  const { format, days, by } = parsed(feedQueries.kpis, query);
  return pageIn(format, table, await readFigures(projectId, days, by !== undefined, now));
}

const isTable = (name: string): name is FeedTable => Object.hasOwn(feedQueries, name);

/** @throws {SeatkeeperError} `invalid` for one that is given twice: nobody knows which is meant */
function singleValues(lists: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(lists).map(([name, values]) => {
      if (values.length !== 1) throw new SeatkeeperError('invalid', entryMessages.feed.repeated(name));
      return [name, values[0] ?? ''];
    }),
  );
}

function parsed<T extends z.ZodType>(schema: T, query: Readonly<Record<string, string>>): z.infer<T> {
  const result = schema.safeParse(query, { error: inWords });
  if (!result.success) throw new SeatkeeperError('invalid', issuesText(result.error));
  return result.data;
}

/** CSV has no place for where it goes on, so headers say it too. */
function pageIn(format: 'csv' | 'json', table: FeedTable, { columns, rows, next }: FeedPage): Answer {
  const cursor = next && cursorText(next.cursor);
  const headers = {
    ...NEVER_KEPT,
    ...(next && cursor !== null ? { 'x-feed-next': [cursor], 'x-feed-more': [String(next.hasMore)] } : {}),
  };
  if (format === 'csv')
    return {
      statusCode: 200,
      headers: { ...headers, 'content-type': ['text/csv; charset=utf-8; header=present'] },
      body: csvText(columns, rows),
    };
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])),
  );
  return {
    statusCode: 200,
    headers: { ...headers, 'content-type': ['application/json; charset=utf-8'] },
    body: JSON.stringify({ table, rows: objects, ...(next ? { next: cursor, more: next.hasMore } : {}) }),
  };
}

function refuseFor(error: unknown): Answer {
  if (error instanceof SeatkeeperError && error.code === 'invalid') return refuse(400, error.message);
  log.error('the feed could not be read', error);
  const wait = error instanceof SeatkeeperError ? error.retryAfterSeconds : undefined;
  const isSettingUp = error instanceof SeatkeeperError && error.code === 'setting-up';
  return refuse(503, isSettingUp ? error.message : entryMessages.feed.unavailable, {
    'retry-after': [String(wait ?? 60)],
  });
}
