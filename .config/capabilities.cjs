/**
 * The capabilities of `src/` and of the console, ground first: each may import those before it, never those after it. The import
 * rules (`.config/dependency-cruiser.cjs`) and the house check of tables (`.tools/check-house.mjs`) are made of
 * this list. A capability that is added gets its place here first.
 */
const CAPABILITIES = [
  'common',
  'calendars',
  'settings',
  'jira',
  'reconcile-queue',
  'changes',
  'facts',
  'evidence',
  'staging',
  'people',
  'messaging',
  'catalog',
  'connectors',
  'usage',
  'policy',
  'pools',
  'approvals',
  'requests',
  'guard',
  'provisioning',
  'reclaim',
  'conflicts',
  'lifecycle',
  'reviews',
  'renewals',
  'hygiene',
  'incidents',
  'runbooks',
  'imports',
  'kpis',
  'privacy',
  'flows',
  'entry',
];

/**
 * Imports of a later capability that are allowed all the same, by file, each with its reason.
 * @type {readonly { from: string, to: string, reason: string }[]}
 */
const UPWARD_IMPORTS = [
  {
    from: 'static/console/pools/selected-seats.tsx',
    to: 'static/console/reclaim/reclaim-seats.tsx',
    reason: 'seats are chosen in the list of a pool, and what is done to them is a reclaim with its plan',
  },
];

/** Each table of Forge SQL and the capability that writes it, alone. Later capabilities may read it. */
const TABLE_OWNERS = {
  effect: 'common',
  reconcile_queue: 'reconcile-queue',
  change_step: 'changes',
  ticket_fact: 'facts',
  import_job: 'staging',
  import_part: 'staging',
  person: 'people',
  application: 'catalog',
  tier: 'catalog',
  contract: 'catalog',
  usage_signal: 'usage',
  usage_source: 'usage',
  policy_step: 'policy',
  seat: 'pools',
  waitlist: 'pools',
  pool_snapshot: 'pools',
  pool_alert: 'pools',
  delegation: 'approvals',
  access_request: 'requests',
  decision: 'requests',
  reclaim_case: 'reclaim',
  reclaim_run: 'reclaim',
  reclaim_exclusion: 'reclaim',
  duty_conflict: 'conflicts',
  stored_account: 'privacy',
};

/**
 * Files that use a table of a later capability, each with its reason.
 * @type {readonly { file: string, table: string, writes?: true, reason: string }[]}
 */
const TABLE_EXCEPTIONS = [
  {
    file: 'src/pools/store/pool-lists.ts',
    table: 'access_request',
    reason: 'a list of seats names the ticket of each, in one statement a page',
  },
  {
    file: 'src/pools/store/seats-in-use.ts',
    table: 'access_request',
    reason: 'what somebody holds is named with its ticket, in one statement',
  },
  {
    file: 'src/pools/store/waitlist.ts',
    table: 'access_request',
    reason: 'a queue is shown with the tickets that wait, in one statement',
  },
];

module.exports = { CAPABILITIES, UPWARD_IMPORTS, TABLE_OWNERS, TABLE_EXCEPTIONS };
