const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 1_024;
const MIB = 1_024 * KIB;

/**
 * Every quota of the platform that the sandbox enforces, in milliseconds and bytes. Atlassian writes KB and MB;
 * its SDK measures them in powers of two, and so does this table.
 * @see https://developer.atlassian.com/platform/forge/platform-quotas-and-limits/
 */
export const LIMITS = {
  /** https://developer.atlassian.com/platform/forge/limits-invocation/ */
  invocation: {
    timeoutMs: 25 * SECOND,
    /** webtrigger, action, rovo:agentConnector, preUninstall; consumer and scheduledTrigger by default */
    longTimeoutMs: 55 * SECOND,
    /** consumer and scheduledTrigger, by `timeoutSeconds` of their function */
    maxTimeoutMs: 900 * SECOND,
    payloadBytes: 5 * MIB,
    frontEndRequestBytes: 500 * KIB,
    frontEndResponseBytes: 5 * MIB,
    frontEndPerMinute: { user: 1_200, installation: 7_000 },
    frontEndPerSecond: 300,
    /** Of calls by `asUser(accountId)`, over all sites. */
    impersonationsPerMinute: 1_000,
    egressPerRuntimeMinute: 100,
    /** Over all sites. */
    egressPerMinute: 50_000,
    /** Of all calls that leave an invocation, to Atlassian's own services too. */
    networkPerMinute: { app: 3_000_000, installation: 100_000 },
    logLinesPerRuntimeMinute: 100,
    logBytes: 200 * KIB,
  },
  /**
   * https://developer.atlassian.com/platform/forge/limits-async-events/
   * https://developer.atlassian.com/platform/forge/events-reference/product_events/ (retries)
   */
  events: {
    perPush: 50,
    perMinute: 500,
    /** Pushes that follow from one another, the first one included. */
    pushesPerChain: 1_000,
    pushBytes: 200 * KIB,
    /** Of one event, when its consumer may run for longer than 55 seconds. */
    longRunningEventBytes: 100 * KIB,
    retryDataBytes: 4 * KIB,
    delaySeconds: 900,
    retryAfterSeconds: 900,
    retries: 4,
    /** Product events above it are not delivered. */
    productEventBytes: 200 * 1_000,
    retentionMs: 24 * 60 * MINUTE,
  },
  /** https://developer.atlassian.com/platform/forge/manifest-reference/modules/scheduled-trigger/ */
  schedules: { perApp: 5, fiveMinutePerApp: 1 },
  /** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
  kvs: {
    /** Its page on errors wants more than one; keys of custom entities and beginnings that are asked for may be shorter. */
    keyCharacters: { min: 2, max: 500 },
    keyPattern: /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/,
    valueBytes: 240 * KIB,
    /** https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-secret/ */
    secretBytes: 128 * KIB,
    depth: 31,
    requestsPerSecond: 1_000,
    /** Reads and writes each, counted in units of `unitBytes`. */
    unitsPerMinute: 4_000,
    unitBytes: 10 * KIB,
    keyReadBytesPerSecond: 12 * MIB,
    keyWriteBytesPerSecond: MIB,
    queryPage: { standard: 10, max: 100 },
    ttlMs: 365 * 24 * 60 * MINUTE,
    batchKeys: 25,
    batchBytes: 4 * MIB,
    transactionOperations: 25,
    transactionBytes: 4 * MIB,
    /** Integers of custom entities have 32 bits. */
    entityInteger: { min: -(2 ** 31), max: 2 ** 31 - 1 },
  },
  /** https://developer.atlassian.com/platform/forge/limits-sql/ */
  sql: {
    requestBytes: MIB,
    responseBytes: 4 * MIB,
    rowBytes: 6 * MIB,
    /** What one query may hold at a time. */
    memoryBytes: 16 * MIB,
    tables: 200,
    timeoutMs: { select: 5 * SECOND, write: 10 * SECOND, ddl: 20 * SECOND },
    /** Reads and changes together; definitions have a limit of their own. */
    statementsPerSecond: 150,
    ddlPerMinute: 25,
    queryMsPerMinute: 62.5 * SECOND,
    /** Of a development environment; 256 MiB in staging, 1 GiB in production. */
    storageBytes: 128 * MIB,
  },
  /** https://developer.atlassian.com/platform/forge/limits-object-store/ */
  objects: {
    bytes: 1_024 * MIB,
    requestBytes: KIB,
    requestsPerMinute: 5_000,
    urlsPerSecond: 1_000,
    urlMs: 60 * MINUTE,
  },
  /** https://developer.atlassian.com/platform/forge/limits-realtime/ */
  realtime: { operationsPerSecond: 50 },
  /** https://developer.atlassian.com/platform/forge/limits-web-trigger/ */
  webTriggers: { readsPerMinute: 1_000, changesPerMinute: 500 },
} as const;

/**
 * How long a call takes in an invocation's own time when nothing delays it, in milliseconds. Forge publishes no
 * such numbers: these are a choice, so that a loop of many calls runs out of time here as it would there, on
 * machines of any speed.
 */
export const USUAL_MS = {
  invocation: 60,
  rest: 80,
  sql: 8,
  kvs: 8,
  queue: 20,
  objects: 20,
  realtime: 20,
  egress: 100,
} as const;
