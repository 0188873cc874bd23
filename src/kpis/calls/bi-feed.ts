import { biFeedInputs, type BiFeedCalls } from '../contract/bi-feed';
import { createFeedToken, revokeFeedToken, showFeed } from '../usecases/feed-tokens';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { PROJECT_ADMINS, forProjectAdministrators } from '../../catalog/calls/console-permissions';

const SECRET_BYTES = 32;

/** The console's calls about the tokens of the project's feed, for those who administer the project. */
export const feedCalls = defineCalls<BiFeedCalls>(biFeedInputs, {
  'feed/show': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: (_input, { extension, now }) => showFeed(extension.project.id, now),
  }),
  'feed/create': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ name, endsAt }, { extension, accountId, now }) => {
      const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))).toString('base64url');
      const token = { id: crypto.randomUUID(), secret, name, endsAt };
      return createFeedToken(extension.project.id, token, accountId, now);
    },
  }),
  'feed/revoke': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: async ({ id, slot }, { extension }) => {
      await revokeFeedToken(extension.project.id, slot, id);
      return null;
    },
  }),
});
