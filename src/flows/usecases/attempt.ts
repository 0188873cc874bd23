import { log } from '../../common/forge/log';

/** One piece of work that fails must not keep the others waiting; it stays due. */
export async function attempt(subject: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error('reconcile left one behind', error, { subject });
  }
}
