import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import type { FeedCursor } from '../rules/feed-position';
import { kpiMessages } from '../rules/messages';

/** A token as the console shows it. Times in milliseconds since the epoch, UTC. */
export interface FeedTokenRow {
  readonly id: string;
  readonly slot: number;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly endsAt: number;
  readonly isEnded: boolean;
  /** Null when nobody has used it yet. */
  readonly lastUsedAt: number | null;
}

export interface FeedView {
  /** Where programs outside find the feed. */
  readonly url: string;
  readonly tokens: readonly FeedTokenRow[];
  /** How many tokens a project can have. */
  readonly most: number;
}

const tokenName = z.string().trim().min(1, kpiMessages.token.name).max(60);

export const biFeedInputs = {
  'feed/show': z.strictObject({}),
  'feed/create': z.strictObject({ name: tokenName, endsAt: z.int() }),
  'feed/revoke': z.strictObject({ id: z.uuid(), slot: z.int().min(1).max(99) }),
};

interface BiFeedOutputs {
  readonly 'feed/show': FeedView;
  /** The token itself, which can be had this once. */
  readonly 'feed/create': { readonly token: string };
  readonly 'feed/revoke': null;
}

export type BiFeedCalls = Calls<typeof biFeedInputs, BiFeedOutputs>;

const position = z.tuple([z.int().min(0), z.string().max(32), z.string().max(64)]);
const cursorDocument = z.tuple([position, z.int().min(0).nullable()]);

/** A cursor as readers see it, who need not know what is in it. */
export const cursorText = ({ after, settledAt }: FeedCursor): string =>
  Buffer.from(JSON.stringify([[after.changedAt, after.issueId, after.key], settledAt])).toString('base64url');

const cursorSchema = z
  .string()
  .max(400)
  .transform((text, context): FeedCursor => {
    const parsed = cursorDocument.safeParse(jsonIn(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) {
      context.addIssue({ code: 'custom', message: kpiMessages.feed.cursor });
      return z.NEVER;
    }
    const [[changedAt, issueId, key], settledAt] = parsed.data;
    return { after: { changedAt, issueId, key }, settledAt };
  });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const format = z.enum(['csv', 'json'], kpiMessages.feed.format).default('json');
const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, kpiMessages.feed.wholeNumber)
  .transform(Number);

/** What a page of facts has at most: far below the 5 MB that a function may answer, whatever the rows hold. */
export const MAX_FEED_ROWS = 2_000;

/** What can be asked of each of the feed's tables, as the address has it. */
export const feedQueries = {
  facts: z.strictObject({
    format,
    since: cursorSchema.optional(),
    limit: wholeNumber
      .pipe(
        z
          .number()
          .min(1, kpiMessages.feed.atLeastOne)
          .max(MAX_FEED_ROWS, kpiMessages.feed.atMost(MAX_FEED_ROWS)),
      )
      .default(1_000),
  }),
  kpis: z.strictObject({
    format,
    days: wholeNumber.pipe(z.literal([7, 30, 90, 365], kpiMessages.feed.days)).default(30),
    by: z.literal('application', kpiMessages.feed.by).optional(),
  }),
};

export type FeedTable = keyof typeof feedQueries;
