import { SeatkeeperError } from '../../common/rules/errors';
import type { AccessRequest } from '../rules/access-request';
import type { RequestEvent } from '../rules/after-event';
import { recordEvent } from './record-event';

/**
 * Has the reconcile look at once. A ticket from before the app was set up raises no event of its own; from now on the
 * reconcile knows it.
 */
export async function noticeRequest(
  request: AccessRequest,
  event: Extract<RequestEvent, { readonly kind: 'noticed' | 'change-noticed' }>,
): Promise<void> {
  try {
    await recordEvent(request, event);
  } catch (error) {
    const someoneElseDid = error instanceof SeatkeeperError && error.code === 'conflict';
    if (!someoneElseDid) throw error;
  }
}

/** The same of one that is outdated; nothing where the reconcile is to look at it anyway. */
export async function noticeOutdated(request: AccessRequest, now: number): Promise<void> {
  const isDue = request.unfinished && request.followAt !== null && request.followAt <= now;
  if (!isDue) await noticeRequest(request, { kind: 'noticed', now });
}
