import { z } from 'zod';
import { profileInputs, type ProfileOutputs } from '../../approvals/contract/delegations';
import {
  delegateApprovals,
  endOwnDelegation,
  showProfile,
} from '../../approvals/usecases/delegate-approvals';
import { findPerson } from '../usecases/offer-catalog';
import { defineCall, type CallMap } from '../../common/calls/define-call';

const forEverybody = {
  extension: z.looseObject({ type: z.literal('jiraServiceManagement:portalProfilePanel') }),
  // each call is about the caller's own account, which the platform names
  authorize: (): void => undefined,
};

/** The profile panel's calls: everybody's own delegations. */
export const profileCalls: CallMap<ProfileOutputs> = {
  'profile/show': defineCall({
    ...forEverybody,
    input: profileInputs['profile/show'],
    run: (_input, { accountId, now }) => showProfile(accountId, now),
  }),
  'profile/find-person': defineCall({
    ...forEverybody,
    input: profileInputs['profile/find-person'],
    run: ({ email }) => findPerson(email),
  }),
  'profile/delegate': defineCall({
    ...forEverybody,
    input: profileInputs['profile/delegate'],
    run: async (wanted, { accountId, now }) => {
      await delegateApprovals(wanted, accountId, now);
      return { delegated: true as const };
    },
  }),
  'profile/end': defineCall({
    ...forEverybody,
    input: profileInputs['profile/end'],
    run: async ({ id }, { accountId, now }) => {
      await endOwnDelegation(id, accountId, now);
      return { ended: true as const };
    },
  }),
};
