import * as z from '#zod';
import { profileInputs, type ProfileCalls } from '../../approvals/contract/delegations';
import {
  delegateApprovals,
  endOwnDelegation,
  showProfile,
} from '../../approvals/usecases/delegate-approvals';
import { findColleague } from '../usecases/offer-catalog';
import { allowsSignedIn } from '../../common/calls/allows';
import { defineCall, defineCalls } from '../../common/calls/define-call';

const forEverybody = {
  extension: z.looseObject({ type: z.literal('jiraServiceManagement:portalProfilePanel') }),
  // each call is about the caller's own account, which the platform names
  authorize: (): void => undefined,
};

/** The profile panel's calls: everybody's own delegations. */
export const profileCalls = defineCalls<ProfileCalls>(profileInputs, {
  'profile/show': defineCall({
    ...forEverybody,
    allows: allowsSignedIn,
    run: (_input, { accountId, now }) => showProfile(accountId, now),
  }),
  'profile/find-person': defineCall({
    ...forEverybody,
    allows: allowsSignedIn,
    run: ({ email }, { accountId }) => findColleague(email, accountId),
  }),
  'profile/delegate': defineCall({
    ...forEverybody,
    allows: allowsSignedIn,
    run: async (wanted, { accountId, now }) => {
      await delegateApprovals(wanted, accountId, now);
      return { delegated: true };
    },
  }),
  'profile/end': defineCall({
    ...forEverybody,
    allows: allowsSignedIn,
    run: async ({ id }, { accountId, now }) => {
      await endOwnDelegation(id, accountId, now);
      return { ended: true };
    },
  }),
});
