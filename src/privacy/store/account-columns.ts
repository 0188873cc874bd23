/** Where a table holds Atlassian account ids. */
export interface AccountTable {
  readonly table: string;
  /** The first column of the primary key, by which a large table is gone through part by part. */
  readonly key: string;
  /** Columns of one account id. */
  readonly ids: readonly string[];
  /** Columns of documents in which account ids stand, as JSON or as JSON within JSON, however deep. */
  readonly documents: readonly string[];
  /** Columns whose text is made of an account id of the same row and something else. */
  readonly made: readonly string[];
  /** Whether each write of a row names the version that it is based on. */
  readonly isVersioned: boolean;
  /** How many rows of documents are read at once. */
  readonly rowsAtOnce: number;
  /** Not looked into for accounts, since other things stand there too; whom it names another table names as well. */
  readonly isFollowing: boolean;
}

const table = (
  name: string,
  key: string,
  ids: readonly string[],
  more: Partial<AccountTable> = {},
): AccountTable => ({
  table: name,
  key,
  ids,
  documents: [],
  made: [],
  isVersioned: false,
  rowsAtOnce: 200,
  isFollowing: false,
  ...more,
});

/** Every table that holds account ids. A column that is not named here is held to hold none, which a test looks after. */
export const ACCOUNT_TABLES: readonly AccountTable[] = [
  table('application', 'app_key', ['owner_id', 'backup_owner_id']),
  table('seat', 'pool_id', ['holder_id'], { isVersioned: true }),
  table('person', 'worker_id', [
    'account_id',
    'account_set_by',
    'manager_set_by',
    'status_set_by',
    'leave_set_by',
    'type_set_by',
    'department_set_by',
    'location_set_by',
    'trainings_set_by',
  ]),
  table('access_request', 'issue_id', ['requester_id', 'beneficiary_id', 'fulfiller_id'], {
    documents: [
      'requester_ids',
      'decision',
      'decided_because',
      'assignments',
      'votes',
      'problems',
      'trouble',
    ],
    isVersioned: true,
  }),
  table('decision', 'issue_id', [], { documents: ['decision', 'assignments'] }),
  table('effect', 'issue_id', ['result_id'], { isFollowing: true }),
  table('ticket_fact', 'issue_id', ['assignee_id', 'deleted_by']),
  table('import_job', 'import_id', ['created_by']),
  table('import_part', 'import_id', [], { documents: ['body'], rowsAtOnce: 5 }),
  table('reconcile_queue', 'kind', ['subject_id'], { isFollowing: true }),
  table('duty_conflict', 'holder_id', ['holder_id']),
  table('delegation', 'delegation_id', ['delegator_id', 'ended_by'], { documents: ['delegate_ids'] }),
  table('policy_step', 'version', ['by_id'], { documents: ['rules'], rowsAtOnce: 5 }),
  table('waitlist', 'issue_id', ['beneficiary_id', 'priority_by', 'fulfiller_id']),
  table('usage_signal', 'app_key', ['holder_id']),
  table('usage_source', 'app_key', ['brought_by']),
  table('reclaim_case', 'case_id', ['holder_id', 'removed_by'], {
    documents: ['evidence', 'inverse'],
    made: ['open_key'],
    isVersioned: true,
  }),
  table('reclaim_run', 'run_id', ['created_by'], { documents: ['scope'], isVersioned: true }),
  table('reclaim_exclusion', 'holder_id', ['holder_id', 'added_by']),
  table('change_step', 'change_id', ['by_id'], { documents: ['content'], rowsAtOnce: 20 }),
];
