import { isClosedAccount } from '../../common/rules/closed-account';
import { isLogin } from '../../pools/rules/pool';

/** Names under which documents hold account ids, one or several. */
const NAMES = [
  'accountId',
  'afterId',
  'approverId',
  'approverIds',
  'backupOwnerId',
  'beforeId',
  'forId',
  'holderId',
  'ids',
  'ownerId',
  'people',
  'personId',
  'requesterId',
];

// a document within a document has its quotes escaped, as often as it is deep
const QUOTE = String.raw`\\*"`;
const VALUE = String.raw`([^"\\,\[\]{}]+)`;
const ONE = new RegExp(`${QUOTE}(?:${NAMES.join('|')})${QUOTE}\\s*:\\s*${QUOTE}${VALUE}${QUOTE}`, 'g');
const SEVERAL = new RegExp(`${QUOTE}(?:${NAMES.join('|')})${QUOTE}\\s*:\\s*\\[([^\\[\\]{}]*)\\]`, 'g');
const EACH = new RegExp(`${QUOTE}${VALUE}${QUOTE}`, 'g');

/** The account ids in a document, be it a part of one. A document that is a list of ids is read as one. */
export function accountIdsIn(document: string): string[] {
  const named = document.startsWith('["') ? `{"ids":${document}}` : document;
  const one = [...named.matchAll(ONE)].map(([, id = '']) => id);
  const several = [...named.matchAll(SEVERAL)].flatMap(([, list = '']) =>
    [...list.matchAll(EACH)].map(([, id = '']) => id),
  );
  return [...new Set([...one, ...several])].filter(isReportable);
}

/** As Atlassian describes them: up to 128 letters, digits, hyphens and colons. */
const ACCOUNT_ID = /^[A-Za-z0-9:-]{1,128}$/;

/** Whether it is the id of an account of somebody: no login of another system, and no account that is erased. */
export const isReportable = (id: string): boolean =>
  ACCOUNT_ID.test(id) && !isLogin(id) && !isClosedAccount(id);
