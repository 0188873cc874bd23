import { DAY } from '../../common/rules/time';
import { sha256 } from '../../common/rules/digest';
import { timingSafeEqual } from 'node:crypto';
import {
  FEED_SLOTS,
  readFeedToken,
  readStoredToken,
  writeFeedToken,
  type FeedSlot,
  type FeedToken,
} from '../store/feed-tokens';
import { forgetCalls, lastCalls } from '../../common/store/call-pace';
import { feedUrl } from '../../common/forge/web-trigger';
import type { FeedView } from '../contract/bi-feed';
import { SeatkeeperError } from '../../common/rules/errors';
import { kpiMessages } from '../rules/messages';

const MAX_DAYS = 366;

/** The tokens of a project, and where they are good for. */
export async function showFeed(projectId: string, now: number): Promise<FeedView> {
  const found = await Promise.all(
    FEED_SLOTS.map(async (slot) => ({ slot, token: await readFeedToken(projectId, slot) })),
  );
  const tokens = found.flatMap(({ slot, token }) => (token === null ? [] : [{ slot, token }]));
  const used = await lastCalls(tokens.map(({ token }) => token.id));
  return {
    url: await feedUrl(),
    tokens: tokens
      .sort((a, b) => a.token.createdAt - b.token.createdAt)
      .map(({ slot, token: { id, name, createdBy, createdAt, endsAt } }) => ({
        ...{ id, slot, name, createdBy, createdAt, endsAt },
        isEnded: endsAt <= now,
        lastUsedAt: used.get(id) ?? null,
      })),
    most: FEED_SLOTS.length,
  };
}

export interface NewToken {
  readonly id: string;
  /** 256 random bits, base64url. */
  readonly secret: string;
  readonly name: string;
  readonly endsAt: number;
}

/**
 * Makes a token for a project. Only a fingerprint of it is kept.
 * @throws {SeatkeeperError} `invalid` for an end that is past or more than a year away, `conflict` when there are enough
 */
export async function createFeedToken(
  projectId: string,
  { id, secret, name, endsAt }: NewToken,
  createdBy: string,
  now: number,
): Promise<{ readonly token: string }> {
  if (endsAt <= now) throw new SeatkeeperError('invalid', kpiMessages.token.ends);
  if (endsAt > now + MAX_DAYS * DAY) throw new SeatkeeperError('invalid', kpiMessages.token.tooLong);
  const kept = { id, name, hash: sha256(secret), createdBy, createdAt: now, endsAt };
  for (const slot of FEED_SLOTS) {
    if (await addToken(projectId, slot, kept)) return { token: `skbi-${projectId}-${slot}-${secret}` };
  }
  throw new SeatkeeperError('conflict', kpiMessages.token.tooMany(FEED_SLOTS.length));
}

/** @returns whether the slot was empty, so that the token is there now */
async function addToken(projectId: string, slot: FeedSlot, kept: FeedToken): Promise<boolean> {
  const { token, revision } = await readStoredToken(projectId, slot);
  return token === null && (await writeFeedToken(projectId, slot, kept, revision));
}

/** Ends a token at once, whoever writes it meanwhile; nothing happens when it is gone, or another is in its place. */
export async function revokeFeedToken(projectId: string, slot: number, id: string): Promise<void> {
  for (;;) {
    const { token, revision } = await readStoredToken(projectId, slot);
    if (token?.id !== id) return;
    if (await writeFeedToken(projectId, slot, null, revision)) break;
  }
  await forgetCalls(id);
}

const TOKEN = /^Bearer +skbi-(\d{1,32})-(\d)-([A-Za-z0-9_-]{43})$/i;
/** Stands in for a token that there is not, so that to refuse it is the same work. */
const NOBODY = { projectId: '0', slot: '0', secret: '' };
const NO_TOKEN: FeedToken = {
  ...{ id: '', name: '', createdBy: '', createdAt: 0, endsAt: 0 },
  hash: sha256('no-token'),
};

export interface FeedReader {
  readonly projectId: string;
  readonly tokenId: string;
}

/**
 * Who reads, by the header that came with the call. A wrong token, one that was revoked and one whose time is over
 * take the same steps: one reading, one fingerprint, one comparison.
 * @param header of the name Authorization; undefined when there is none, or several
 */
export async function readerOf(header: string | undefined, now: number): Promise<FeedReader | undefined> {
  const [, projectId = NOBODY.projectId, slot = NOBODY.slot, secret = NOBODY.secret] =
    TOKEN.exec(header ?? '') ?? [];
  const token = (await readFeedToken(projectId, Number(slot))) ?? NO_TOKEN;
  const isSame = timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(token.hash));
  return isSame && token.endsAt > now ? { projectId, tokenId: token.id } : undefined;
}
