import { log } from './log';

/**
 * One piece of work that fails must not keep the others waiting; it stays due.
 * @returns whether it came to its end
 */
export async function attempt(subject: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error('a piece of scheduled work failed', error, { subject });
    return false;
  }
}
