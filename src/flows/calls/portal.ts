import * as z from '#zod';
import { currentPolicy } from '../../policy/store/policies';
import { portalInputs, type PortalCalls, type PortalRequestView } from '../contract/portal';
import { answerCase } from '../../reclaim/usecases/decide-cases';
import { findBeneficiary, offerCatalog, previewOwnRequest } from '../usecases/offer-catalog';
import { reclaimMessages } from '../../reclaim/rules/messages';
import { requestMessages } from '../../requests/rules/messages';
import { showPortalRequest } from '../usecases/show-portal-request';
import { changeOwnQueuePosition, type QueueChange } from '../../requests/usecases/change-queue-position';
import { allowsOnly, allowsSignedIn } from '../../common/calls/allows';
import { defineCall, defineCalls, type CallContext } from '../../common/calls/define-call';

// the portal gives numbers where other pages give text
const id = z.union([z.string(), z.number()]).transform(String);
const createExtension = z.looseObject({
  type: z.literal('jiraServiceManagement:portalRequestCreatePropertyPanel'),
  request: z.looseObject({ typeId: id }),
});
const requestExtension = z.looseObject({
  type: z.literal('jiraServiceManagement:portalRequestDetailPanel'),
  request: z.looseObject({ key: z.string() }),
});

// what there is to ask for is for everybody who is signed in
const anyAccount = (): void => undefined;

/** Whom a request concerns, and who may look at it anyway. */
const READERS = [
  'siteAdmin',
  'projectAdmin',
  'agent',
  'browseOnly',
  'applicationOwner',
  'requester',
  'beneficiary',
  'approver',
] as const;

const READABLE = allowsOnly(READERS, requestMessages.error.notYours);

/** Whose request it is: raised by them, or for them. */
const PEOPLE_OF_REQUEST = allowsOnly(['requester', 'beneficiary'], requestMessages.error.notYours, {
  siteAdmin: requestMessages.error.notInvolved,
  projectAdmin: requestMessages.error.notInvolved,
  agent: requestMessages.error.notInvolved,
  browseOnly: requestMessages.error.notInvolved,
  applicationOwner: requestMessages.error.notInvolved,
  approver: requestMessages.error.notInvolved,
});

/** Who has the seat. */
const HOLDER = allowsOnly(['beneficiary'], reclaimMessages.error.notYours, {
  siteAdmin: reclaimMessages.error.holderOnly,
  projectAdmin: reclaimMessages.error.holderOnly,
  agent: reclaimMessages.error.holderOnly,
  browseOnly: reclaimMessages.error.holderOnly,
});

type RequestCall = CallContext<z.infer<typeof requestExtension>>;

const shownTo = (call: RequestCall): Promise<PortalRequestView> =>
  showPortalRequest(call.extension.request.key, call, call.now);

const queueChange = (change: QueueChange) =>
  defineCall({
    extension: requestExtension,
    // opening the request refuses everybody it does not concern
    authorize: anyAccount,
    allows: PEOPLE_OF_REQUEST,
    run: async (_input: unknown, call) => {
      await changeOwnQueuePosition(call.extension.request.key, call, change, call.now);
      return shownTo(call);
    },
  });

/** The portal's calls, open to customers. */
export const portalCalls = defineCalls<PortalCalls>(portalInputs, {
  'portal/offer': defineCall({
    extension: createExtension,
    authorize: anyAccount,
    allows: allowsSignedIn,
    run: (_input, { extension, accountId, accountType, now }) =>
      offerCatalog(extension.request.typeId, accountId, accountType === 'licensed', now),
  }),
  'portal/preview': defineCall({
    extension: createExtension,
    authorize: anyAccount,
    allows: allowsSignedIn,
    run: async (wanted, { accountId, now }) =>
      previewOwnRequest(wanted, accountId, await currentPolicy(now), now),
  }),
  'portal/find-person': defineCall({
    extension: createExtension,
    authorize: anyAccount,
    allows: allowsSignedIn,
    run: ({ email }, { accountId }) => findBeneficiary(email, accountId),
  }),
  'portal/show-request': defineCall({
    extension: requestExtension,
    // the request is then opened, which refuses everybody it does not concern
    authorize: anyAccount,
    allows: READABLE,
    run: (_input, call) => shownTo(call),
  }),
  'portal/give-up': queueChange('give-up'),
  'portal/rejoin': queueChange('rejoin'),
  'portal/release-seat': defineCall({
    extension: requestExtension,
    // the case is then answered by its holder alone
    authorize: anyAccount,
    allows: HOLDER,
    run: async (_input, call) => {
      await answerCase(call.extension.request.key, call, { kind: 'released' }, call.now);
      return shownTo(call);
    },
  }),
  'portal/keep-seat': defineCall({
    extension: requestExtension,
    authorize: anyAccount,
    allows: HOLDER,
    run: async ({ reason }, call) => {
      await answerCase(call.extension.request.key, call, { kind: 'kept', reason }, call.now);
      return shownTo(call);
    },
  }),
});
