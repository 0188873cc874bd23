import { LIMITS } from './limits';
import { RateMeter, RateMeters } from './rate-meter';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What one installation has used of each quota that has a rate. */
export interface InstallationMeters {
  readonly network: RateMeter;
  readonly events: RateMeter;
  readonly kvsRequests: RateMeter;
  readonly kvsReads: RateMeter;
  readonly kvsWrites: RateMeter;
  readonly kvsKeyReads: RateMeters;
  readonly kvsKeyWrites: RateMeters;
  readonly sqlStatements: RateMeter;
  readonly sqlDdl: RateMeter;
  readonly sqlTime: RateMeter;
  readonly objectRequests: RateMeter;
  readonly objectUrls: RateMeter;
  readonly realtime: RateMeter;
  readonly webTriggerReads: RateMeter;
  readonly webTriggerChanges: RateMeter;
  readonly frontEnd: RateMeter;
  readonly frontEndSeconds: RateMeter;
  readonly frontEndUsers: RateMeters;
}

/** @param isUnlimited whether everything is taken, for experiments that do in no time what takes long on Forge */
export function installationMeters(isUnlimited = false): InstallationMeters {
  const most = (max: number): number => (isUnlimited ? Number.POSITIVE_INFINITY : max);
  const { kvs, sql, objects, realtime, webTriggers, events, invocation } = LIMITS;
  return {
    network: new RateMeter(MINUTE, most(invocation.networkPerMinute.installation)),
    events: new RateMeter(MINUTE, most(events.perMinute)),
    kvsRequests: new RateMeter(SECOND, most(kvs.requestsPerSecond)),
    kvsReads: new RateMeter(MINUTE, most(kvs.unitsPerMinute)),
    kvsWrites: new RateMeter(MINUTE, most(kvs.unitsPerMinute)),
    kvsKeyReads: new RateMeters(SECOND, most(kvs.keyReadBytesPerSecond)),
    kvsKeyWrites: new RateMeters(SECOND, most(kvs.keyWriteBytesPerSecond)),
    sqlStatements: new RateMeter(SECOND, most(sql.statementsPerSecond)),
    sqlDdl: new RateMeter(MINUTE, most(sql.ddlPerMinute)),
    sqlTime: new RateMeter(MINUTE, most(sql.queryMsPerMinute)),
    objectRequests: new RateMeter(MINUTE, most(objects.requestsPerMinute)),
    objectUrls: new RateMeter(SECOND, most(objects.urlsPerSecond)),
    realtime: new RateMeter(SECOND, most(realtime.operationsPerSecond)),
    webTriggerReads: new RateMeter(MINUTE, most(webTriggers.readsPerMinute)),
    webTriggerChanges: new RateMeter(MINUTE, most(webTriggers.changesPerMinute)),
    frontEnd: new RateMeter(MINUTE, most(invocation.frontEndPerMinute.installation)),
    frontEndSeconds: new RateMeter(SECOND, most(invocation.frontEndPerSecond)),
    frontEndUsers: new RateMeters(MINUTE, most(invocation.frontEndPerMinute.user)),
  };
}
