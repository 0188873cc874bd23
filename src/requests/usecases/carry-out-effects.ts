import { addComment, findComment } from '../../jira/client/comments';
import { mailAbout } from '../../jira/client/mail';
import { JiraRefusal } from '../../jira/client/response';
import { transitionTicket, writeFields, writeProperty } from '../../jira/client/tickets';
import { REQUEST_PROPERTY, type RequestProperty } from '../../jira/contract/issue-property';
import { once } from '../../common/store/effects';
import { log } from '../../common/forge/log';
import { doc, paragraph, text } from '../../common/rules/adf';
import { addParticipant, readParticipants, removeParticipants } from '../../jira/client/participants';
import { accountTransitions } from '../../jira/client/site';
import { inactiveAccounts } from '../../people/store/people';
import { cancelArrangement } from '../../pools/store/waitlist';
import { short } from '../rules/effect-keys';
import { noteMessages } from '../rules/messages';
import { notifyOwner } from './notify-owner';
import type { Effect } from '../rules/plan-effects';
import { shareOf, type Sharing } from '../rules/sharing';

/**
 * Does what was planned, in order. It can be cut off after each and run again: what has a key is done once, and the rest
 * is the same when it is done again.
 * @returns whether the ticket has to be looked at again: it was moved to fulfilled because its turn for a seat had come, or
 * to a status that it only passes through
 */
export async function carryOutEffects(
  issueId: string,
  effects: readonly Effect[],
  now: number,
): Promise<boolean> {
  let isMoved = false;
  for (const effect of effects) {
    if (effect.kind === 'fulfill-in-turn') isMoved = (await fulfillInTurn(issueId, effect, now)) || isMoved;
    else await carryOut(issueId, effect, now);
    isMoved ||= effect.kind === 'transition' && effect.isPassing;
  }
  return isMoved;
}

type PlainEffect = Exclude<Effect, { readonly kind: 'fulfill-in-turn' }>;

async function carryOut(issueId: string, effect: PlainEffect, now: number): Promise<void> {
  switch (effect.kind) {
    case 'write-fields':
      return writeFields(issueId, effect.writes);
    case 'transition':
      return effect.key === null
        ? transitionTicket(issueId, effect.transitionId, 'app')
        : moveOnce(issueId, effect.key, effect.transitionId, now);
    case 'comment': {
      const { key, visibility, body } = effect;
      const perform = (): Promise<string> => addComment(issueId, body, visibility, key);
      return once({ issueId, key, find: () => findComment(issueId, key), perform }, now);
    }
    case 'mail': {
      const perform = (): Promise<string> => mailAbout(issueId, effect.notice);
      // a mail leaves no trace to look for: after a lost answer it is better to come twice than not at all
      return once({ issueId, key: effect.key, find: nothing, perform }, now);
    }
    case 'share': {
      const perform = (): Promise<string> => share(issueId, effect);
      // whoever is a participant already stays one
      return once({ issueId, key: effect.key, find: nothing, perform }, now);
    }
    case 'notify-owner': {
      const perform = (): Promise<string> => notifyOwner(issueId, effect, now);
      return once({ issueId, key: effect.key, find: nothing, perform }, now);
    }
    case 'end-order':
      return cancelArrangement(issueId, effect.agentId);
    case 'write-property': {
      const value: RequestProperty = effect.value;
      return writeProperty(issueId, REQUEST_PROPERTY, value);
    }
  }
}

/** In the roster nobody who has left, and in Jira somebody who may move the ticket. */
const mayStillFulfill = async (issueId: string, agentId: string): Promise<boolean> =>
  !(await inactiveAccounts([agentId])).has(agentId) && (await accountTransitions(agentId, issueId));

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

const moveOnce = (issueId: string, key: string, transitionId: string, now: number): Promise<void> => {
  const perform = async (): Promise<string> => {
    await transitionTicket(issueId, transitionId, 'app');
    return transitionId;
  };
  return once({ issueId, key, find: nothing, perform }, now);
};

async function share(issueId: string, { accountId, before }: Sharing): Promise<string> {
  if (before.size > 0) {
    const former = (await readParticipants(issueId)).filter(
      (one) => one !== accountId && before.has(shareOf(one)),
    );
    await removeParticipants(issueId, former);
  }
  if (accountId === null) return '';
  try {
    await addParticipant(issueId, accountId);
  } catch (error) {
    // such as somebody who is no customer of a closed desk: the request goes on without
    if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
    log.error('a request could not be shared with whom it is for', error, { issueId });
  }
  return accountId;
}

/**
 * The guard still decides. Whoever arranged it has to be somebody who could do it today.
 * @returns whether it was let through
 */
async function fulfillInTurn(
  issueId: string,
  { key, transitionId, agentId }: Extract<Effect, { readonly kind: 'fulfill-in-turn' }>,
  now: number,
): Promise<boolean> {
  if (!(await mayStillFulfill(issueId, agentId))) {
    await cancelArrangement(issueId, agentId);
    const noteKey = `not-in-turn:${short([key, agentId])}`;
    const body = doc(paragraph(text(noteMessages.arrangerGone)));
    const perform = (): Promise<string> => addComment(issueId, body, 'internal', noteKey);
    await once({ issueId, key: noteKey, find: () => findComment(issueId, noteKey), perform }, now);
    return false;
  }
  try {
    await moveOnce(issueId, key, transitionId, now);
    return true;
  } catch (error) {
    if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
    log.error('a request could not be fulfilled when it got its seat', error, { issueId });
    return false;
  }
}
