import type { AccessRequest } from '../rules/access-request';
import { afterEvent, type RequestEvent } from '../rules/after-event';
import { saveRequest } from '../store/requests';

/**
 * Writes what became of a request, on the condition that nobody has written it since it was read; nothing where it is the
 * same as before. No other function writes a request.
 * @param before as it is stored; undefined for one that is not
 * @returns the request as it is stored now
 * @throws {SeatkeeperError} `conflict` when somebody was faster; read again and start over
 */
export const recordRequest = async (
  request: AccessRequest,
  before: AccessRequest | undefined,
): Promise<AccessRequest> => (request === before ? request : saveRequest(request));

/** Writes what an event makes of a request; see `recordRequest`. */
export const recordEvent = (request: AccessRequest, event: RequestEvent): Promise<AccessRequest> =>
  recordRequest(afterEvent(request, event), request);
