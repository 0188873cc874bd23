import type { QueuePosition } from '../../pools/rules/waitlist';
import type { QueuePositionView } from '../contract/issue-panel';

/** A queue position as screens get it, without the pool that they name already. */
export const shownPosition = ({ poolId: _poolId, ...position }: QueuePosition): QueuePositionView => position;
