import { getAppContext } from '@forge/api';
import { kvs } from '@forge/kvs';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';

/** How many steps the schema has that this code needs: as many as `migrations.ts` lists, which most functions need not load. */
export const LAST_STEP = 25;

const VERSION_KEY = 'schema:steps';

// what this warm process has seen. Module globals outlive an invocation, its site and what was installed there before, so
// the key is the installation itself: a site is the same one after the app was removed and installed again
const current = new Set<string>();

const thisInstallation = (): string => getAppContext().installationAri.installationId;

/** Whether this process knows already that the installation's schema is up to date. */
export const isKnownCurrent = (): boolean => current.has(thisInstallation());

/** Keeps in mind that it is. */
export const rememberCurrent = (): void => {
  current.add(thisInstallation());
};

/**
 * For every door: whether the schema is the one that this code knows. Cheap when it is: one read of the key-value store
 * for each warm process and installation.
 * @throws {SeatkeeperError} `setting-up` until `bringSchemaUpToDate` has done it
 */
export async function requireSchema(): Promise<void> {
  if (isKnownCurrent()) return;
  if ((await appliedSteps()) < LAST_STEP) throw settingUp();
  rememberCurrent();
}

// an event comes again four times, and the first reconcile after an upgrade comes after five minutes
const RETRY_AFTER_SECONDS = 120;

/** What every door says until the schema is up to date. */
export const settingUp = (cause?: unknown): SeatkeeperError =>
  new SeatkeeperError('setting-up', commonMessages.settingUp, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    ...(cause === undefined ? {} : { cause }),
  });

/** How many steps were applied to this installation. */
export async function appliedSteps(): Promise<number> {
  const applied: unknown = await kvs.get(VERSION_KEY);
  return typeof applied === 'number' ? applied : 0;
}

/** Says how many are. */
export const setAppliedSteps = (steps: number): Promise<void> => kvs.set(VERSION_KEY, steps);
