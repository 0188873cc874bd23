import { HostRefusal } from './host-refusal';
import type { InstallationMeters } from './installation-meters';

/**
 * Counts an invocation by the front end.
 * @param at milliseconds since the epoch
 * @throws {HostRefusal} 429 when there have been too many, which names the quota
 */
export function admitFrontEnd(meters: InstallationMeters, accountId: string, at: number): void {
  const refuse = (quota: string): HostRefusal =>
    new HostRefusal(429, `The app is called too often: ${quota}`);
  if (!meters.frontEndSeconds.take(at)) throw refuse('300 times a second on one site');
  if (!meters.frontEndUsers.take(accountId, at)) throw refuse('1,200 times a minute by one person');
  if (!meters.frontEnd.take(at)) throw refuse('7,000 times a minute on one site');
}
