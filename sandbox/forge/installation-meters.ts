import { LIMITS } from './limits';
import { RateMeter, RateMeters } from './rate-meter';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What one installation has used of each quota that has a rate. */
export interface InstallationMeters {
  readonly events: RateMeter;
  readonly kvsRequests: RateMeter;
  readonly kvsReads: RateMeter;
  readonly kvsWrites: RateMeter;
  readonly kvsKeyReads: RateMeters;
  readonly kvsKeyWrites: RateMeters;
  readonly sqlWrites: RateMeter;
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

export function installationMeters(): InstallationMeters {
  const { kvs, sql, objects, realtime, webTriggers, events, invocation } = LIMITS;
  return {
    events: new RateMeter(MINUTE, events.perMinute),
    kvsRequests: new RateMeter(SECOND, kvs.requestsPerSecond),
    kvsReads: new RateMeter(MINUTE, kvs.unitsPerMinute),
    kvsWrites: new RateMeter(MINUTE, kvs.unitsPerMinute),
    kvsKeyReads: new RateMeters(SECOND, kvs.keyReadBytesPerSecond),
    kvsKeyWrites: new RateMeters(SECOND, kvs.keyWriteBytesPerSecond),
    sqlWrites: new RateMeter(SECOND, sql.writesPerSecond),
    sqlDdl: new RateMeter(MINUTE, sql.ddlPerMinute),
    sqlTime: new RateMeter(MINUTE, sql.queryMsPerMinute),
    objectRequests: new RateMeter(MINUTE, objects.requestsPerMinute),
    objectUrls: new RateMeter(SECOND, objects.urlsPerSecond),
    realtime: new RateMeter(SECOND, realtime.operationsPerSecond),
    webTriggerReads: new RateMeter(MINUTE, webTriggers.readsPerMinute),
    webTriggerChanges: new RateMeter(MINUTE, webTriggers.changesPerMinute),
    frontEnd: new RateMeter(MINUTE, invocation.frontEndPerMinute.installation),
    frontEndSeconds: new RateMeter(SECOND, invocation.frontEndPerSecond),
    frontEndUsers: new RateMeters(MINUTE, invocation.frontEndPerMinute.user),
  };
}
