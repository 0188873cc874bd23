import { kvs } from '@forge/kvs';
import { createHmac, randomBytes } from 'node:crypto';
import * as z from '#zod';
import { chunks, select } from '../../common/store/database';

const SECRET = 'people:address-key';

/** Makes the key of an e-mail address, by which the roster finds it again without keeping it. */
export type EmailKeys = (email: string) => string;

/** The keys of this installation; those of another differ, and without the secret nobody can try addresses out. */
export async function emailKeys(): Promise<EmailKeys> {
  const secret = (await storedSecret()) ?? (await newSecret());
  return (email) => createHmac('sha256', secret).update(email.toLowerCase(), 'utf8').digest('hex');
}

async function storedSecret(): Promise<string | null> {
  return z.string().safeParse(await kvs.getSecret(SECRET)).data ?? null;
}

/** Two that make one at once go on with the one that stays. */
async function newSecret(): Promise<string> {
  const secret = randomBytes(32).toString('hex');
  await kvs.setSecret(SECRET, secret);
  return (await storedSecret()) ?? secret;
}

const KEYS_PER_STATEMENT = 500;

/**
 * The accounts of people at work whose address has one of these keys, by key. Two people with one address are nobody, and what
 * one administrator alone says of somebody's account or address is not enough.
 */
export async function accountsOfKeys(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string | null>();
  for (const part of chunks([...new Set(keys)], KEYS_PER_STATEMENT))
    for (const { email_key, account_id } of await select(
      z.object({ email_key: z.string(), account_id: z.string() }),
      `SELECT DISTINCT email_key, account_id FROM person WHERE account_id IS NOT NULL AND account_set_by IS NULL
       AND status <> 'inactive' AND email_key IN (${part.map(() => '?').join(', ')})`,
      ...part,
    ))
      found.set(email_key, found.has(email_key) ? null : account_id);
  return new Map([...found].flatMap(([key, account]) => (account === null ? [] : [[key, account]])));
}
