import { sql } from '@forge/sql';
import {
  appliedSteps,
  isKnownCurrent,
  LAST_STEP,
  rememberCurrent,
  setAppliedSteps,
  settingUp,
} from './require-schema';

/**
 * The schema, one statement a step, applied in order and never edited once released. Forge takes 25 definitions a
 * minute: no release may add more steps. Times are milliseconds since the epoch (UTC) in BIGINT. TiDB's dialect,
 * limited to what SQLite and MariaDB say as well. What is a list of people or of reasons is a MEDIUMTEXT: a TEXT ends at
 * 64 KB.
 */
const STEPS: readonly (readonly [name: string, statement: string])[] = [
  [
    'v001_application',
    `CREATE TABLE IF NOT EXISTS application (
      app_key VARCHAR(40) NOT NULL PRIMARY KEY,
      name VARCHAR(60) NOT NULL,
      folded_name VARCHAR(1200) NOT NULL,
      description VARCHAR(500) NOT NULL,
      risk VARCHAR(10) NULL,
      owner_id VARCHAR(128) NULL,
      backup_owner_id VARCHAR(128) NULL,
      support_path VARCHAR(300) NULL,
      criticality VARCHAR(10) NULL,
      region VARCHAR(60) NULL,
      idle_days INT NULL,
      position INT NOT NULL
    )`,
  ],
  [
    'v002_tier',
    `CREATE TABLE IF NOT EXISTS tier (
      app_key VARCHAR(40) NOT NULL,
      tier_key VARCHAR(40) NOT NULL,
      name VARCHAR(60) NOT NULL,
      summary VARCHAR(200) NOT NULL,
      premium TINYINT NOT NULL,
      add_on TINYINT NOT NULL DEFAULT 0,
      roles MEDIUMTEXT NOT NULL,
      lower_tier_key VARCHAR(40) NULL,
      seats INT NOT NULL,
      price_lines MEDIUMTEXT NOT NULL,
      contract_end VARCHAR(10) NULL,
      position INT NOT NULL,
      PRIMARY KEY (app_key, tier_key)
    )`,
  ],
  [
    'v003_seat',
    `CREATE TABLE IF NOT EXISTS seat (
      pool_id VARCHAR(81) NOT NULL,
      slot INT NOT NULL,
      state VARCHAR(10) NOT NULL,
      issue_id VARCHAR(32) NULL,
      holder_id VARCHAR(128) NULL,
      held_at BIGINT NULL,
      allocated_at BIGINT NULL,
      ends_at BIGINT NULL,
      end_due_at BIGINT NULL,
      end_reason VARCHAR(12) NULL,
      renews VARCHAR(32) NULL,
      reserved_for VARCHAR(64) NULL,
      reserved_until BIGINT NULL,
      note VARCHAR(200) NULL,
      premium TINYINT NULL,
      imported_at BIGINT NULL,
      version INT NOT NULL,
      PRIMARY KEY (pool_id, slot),
      UNIQUE KEY one_seat_a_request (issue_id),
      UNIQUE KEY one_seat_a_person (pool_id, holder_id),
      UNIQUE KEY one_seat_a_joiner (pool_id, reserved_for),
      KEY seat_by_state (pool_id, state, slot),
      KEY seat_by_holder (holder_id),
      KEY seat_by_reservation (reserved_until),
      KEY seat_by_end (end_due_at),
      KEY seat_by_premium (premium, pool_id)
    )`,
  ],
  [
    'v004_person',
    `CREATE TABLE IF NOT EXISTS person (
      worker_id VARCHAR(64) NOT NULL PRIMARY KEY,
      account_id VARCHAR(128) NULL,
      account_join VARCHAR(6) NULL,
      email_key VARCHAR(64) NULL,
      manager_worker_id VARCHAR(64) NULL,
      status VARCHAR(10) NOT NULL,
      on_leave TINYINT NOT NULL,
      worker_type VARCHAR(60) NOT NULL,
      department VARCHAR(100) NOT NULL,
      location VARCHAR(100) NOT NULL,
      job VARCHAR(100) NOT NULL DEFAULT '',
      trainings MEDIUMTEXT NULL,
      imported_at BIGINT NOT NULL,
      account_set_by VARCHAR(128) NULL,
      manager_set_by VARCHAR(128) NULL,
      status_set_by VARCHAR(128) NULL,
      leave_set_by VARCHAR(128) NULL,
      type_set_by VARCHAR(128) NULL,
      department_set_by VARCHAR(128) NULL,
      location_set_by VARCHAR(128) NULL,
      trainings_set_by VARCHAR(128) NULL,
      KEY person_by_account (account_id),
      KEY person_by_address (email_key)
    )`,
  ],
  [
    'v005_access_request',
    `CREATE TABLE IF NOT EXISTS access_request (
      issue_id VARCHAR(32) NOT NULL PRIMARY KEY,
      issue_key VARCHAR(64) NOT NULL,
      project_id VARCHAR(32) NOT NULL,
      requester_id VARCHAR(128) NOT NULL,
      requester_ids TEXT NOT NULL,
      state VARCHAR(20) NOT NULL,
      revision INT NOT NULL,
      app_key VARCHAR(40) NULL,
      tier_key VARCHAR(40) NULL,
      beneficiary_id VARCHAR(128) NULL,
      duration_days INT NULL,
      role_name VARCHAR(60) NULL,
      justification MEDIUMTEXT NOT NULL,
      digest VARCHAR(64) NULL,
      decision MEDIUMTEXT NOT NULL,
      decided_again VARCHAR(20) NULL,
      decided_because MEDIUMTEXT NULL,
      assignments MEDIUMTEXT NOT NULL,
      votes MEDIUMTEXT NOT NULL,
      problems MEDIUMTEXT NOT NULL,
      named MEDIUMTEXT NULL,
      named_app VARCHAR(40) NULL,
      content_changed_at BIGINT NULL,
      ignored_approvals MEDIUMTEXT NOT NULL,
      requested_at BIGINT NOT NULL,
      approved_at BIGINT NULL,
      fulfilled_at BIGINT NULL,
      fulfiller_id VARCHAR(128) NULL,
      ends_at BIGINT NULL,
      cycle INT NOT NULL,
      judged_at BIGINT NULL,
      granted_revision INT NULL,
      replaced TEXT NULL,
      trouble MEDIUMTEXT NULL,
      unfinished TINYINT NOT NULL,
      follow_at BIGINT NULL,
      looked_at BIGINT NULL,
      missing_since BIGINT NULL,
      asked_at BIGINT NULL,
      property_digest VARCHAR(64) NULL,
      failures INT NOT NULL DEFAULT 0,
      failed_with MEDIUMTEXT NULL,
      version INT NOT NULL,
      KEY request_to_follow (follow_at),
      KEY request_left_behind (failures, issue_id),
      KEY request_by_application (app_key, requested_at),
      KEY request_by_time (requested_at),
      KEY request_by_state (state, issue_id),
      KEY request_by_beneficiary (beneficiary_id)
    )`,
  ],
  [
    'v006_decision',
    `CREATE TABLE IF NOT EXISTS decision (
      issue_id VARCHAR(32) NOT NULL,
      revision INT NOT NULL,
      digest VARCHAR(64) NOT NULL,
      decision MEDIUMTEXT NOT NULL,
      assignments MEDIUMTEXT NOT NULL,
      decided_at BIGINT NOT NULL,
      facts MEDIUMTEXT NULL,
      facts_at BIGINT NULL,
      PRIMARY KEY (issue_id, revision),
      KEY facts_by_time (facts_at, issue_id)
    )`,
  ],
  [
    'v007_effect',
    `CREATE TABLE IF NOT EXISTS effect (
      issue_id VARCHAR(32) NOT NULL,
      effect_key VARCHAR(100) NOT NULL,
      claimed_until BIGINT NOT NULL,
      done_at BIGINT NULL,
      result_id VARCHAR(128) NULL,
      PRIMARY KEY (issue_id, effect_key)
    )`,
  ],
  [
    'v008_ticket_fact',
    `CREATE TABLE IF NOT EXISTS ticket_fact (
      issue_id VARCHAR(32) NOT NULL,
      fact_key VARCHAR(64) NOT NULL,
      issue_key VARCHAR(64) NOT NULL,
      project_id VARCHAR(32) NOT NULL,
      kind VARCHAR(12) NOT NULL,
      happened_at BIGINT NOT NULL,
      app_key VARCHAR(40) NOT NULL,
      tier_key VARCHAR(40) NOT NULL,
      sla_goal_ms BIGINT NULL,
      sla_elapsed_ms BIGINT NULL,
      sla_breached TINYINT NULL,
      cycle INT NULL,
      took_ms BIGINT NULL,
      department VARCHAR(100) NULL,
      assignee_id VARCHAR(128) NULL,
      request_type_id VARCHAR(32) NULL,
      import_id VARCHAR(36) NULL,
      import_row INT NULL,
      past_rank BIGINT NULL,
      premium TINYINT NULL,
      deleted_by VARCHAR(128) NULL,
      changed_at BIGINT NOT NULL,
      PRIMARY KEY (issue_id, fact_key, project_id),
      KEY fact_by_time (project_id, kind, happened_at),
      KEY fact_by_change (project_id, changed_at, issue_id, fact_key),
      KEY fact_by_import (import_id, import_row)
    )`,
  ],
  [
    'v009_import_job',
    `CREATE TABLE IF NOT EXISTS import_job (
      import_id VARCHAR(36) NOT NULL PRIMARY KEY,
      kind VARCHAR(10) NULL,
      state VARCHAR(10) NOT NULL,
      plan_id VARCHAR(10) NULL,
      created_by VARCHAR(128) NOT NULL,
      created_at BIGINT NOT NULL
    )`,
  ],
  [
    'v010_import_part',
    `CREATE TABLE IF NOT EXISTS import_part (
      import_id VARCHAR(36) NOT NULL,
      kind VARCHAR(10) NOT NULL,
      part INT NOT NULL,
      body MEDIUMTEXT NOT NULL,
      PRIMARY KEY (import_id, kind, part)
    )`,
  ],
  [
    'v011_reconcile_queue',
    `CREATE TABLE IF NOT EXISTS reconcile_queue (
      kind VARCHAR(20) NOT NULL,
      subject_id VARCHAR(128) NOT NULL,
      due_at BIGINT NOT NULL,
      stamp VARCHAR(36) NOT NULL,
      failures INT NOT NULL DEFAULT 0,
      PRIMARY KEY (kind, subject_id),
      KEY hint_by_time (kind, due_at)
    )`,
  ],
  [
    'v012_duty_conflict',
    `CREATE TABLE IF NOT EXISTS duty_conflict (
      holder_id VARCHAR(128) NOT NULL,
      pool_id VARCHAR(81) NOT NULL,
      rule_id VARCHAR(60) NOT NULL,
      with_pools MEDIUMTEXT NOT NULL,
      reason VARCHAR(500) NOT NULL,
      policy_version INT NOT NULL,
      issue_id VARCHAR(32) NULL,
      first_seen BIGINT NOT NULL,
      last_seen BIGINT NOT NULL,
      noted_at BIGINT NULL,
      resolved_at BIGINT NULL,
      PRIMARY KEY (holder_id, pool_id, rule_id),
      KEY conflict_by_end (resolved_at, last_seen)
    )`,
  ],
  [
    'v013_delegation',
    `CREATE TABLE IF NOT EXISTS delegation (
      delegation_id VARCHAR(36) NOT NULL PRIMARY KEY,
      delegator_id VARCHAR(128) NOT NULL,
      delegation_number INT NOT NULL,
      delegate_ids MEDIUMTEXT NOT NULL,
      applications MEDIUMTEXT NOT NULL,
      starts_at BIGINT NOT NULL,
      planned_end BIGINT NOT NULL,
      ends_at BIGINT NOT NULL,
      ended_by VARCHAR(128) NULL,
      created_at BIGINT NOT NULL,
      notified TINYINT NOT NULL,
      UNIQUE KEY one_at_a_time (delegator_id, delegation_number),
      KEY delegation_by_end (ends_at, delegation_id),
      KEY delegation_to_notify (notified, starts_at)
    )`,
  ],
  [
    'v014_policy_step',
    `CREATE TABLE IF NOT EXISTS policy_step (
      version INT NOT NULL,
      step INT NOT NULL,
      kind VARCHAR(10) NOT NULL,
      by_id VARCHAR(128) NOT NULL,
      happened_at BIGINT NOT NULL,
      digest VARCHAR(64) NOT NULL,
      rules MEDIUMTEXT NULL,
      rule_count INT NOT NULL,
      effective_from BIGINT NULL,
      note VARCHAR(500) NOT NULL,
      PRIMARY KEY (version, step),
      KEY step_in_force (kind, effective_from)
    )`,
  ],
  [
    'v015_waitlist',
    `CREATE TABLE IF NOT EXISTS waitlist (
      issue_id VARCHAR(32) NOT NULL PRIMARY KEY,
      pool_id VARCHAR(81) NOT NULL,
      beneficiary_id VARCHAR(128) NOT NULL,
      priority INT NOT NULL,
      since BIGINT NOT NULL,
      priority_reason VARCHAR(300) NULL,
      priority_by VARCHAR(128) NULL,
      fulfiller_id VARCHAR(128) NULL,
      given_up_at BIGINT NULL,
      aside_since BIGINT NULL,
      hold_released_at BIGINT NULL,
      KEY waitlist_line (pool_id, priority, since, issue_id)
    )`,
  ],
  [
    'v016_contract',
    `CREATE TABLE IF NOT EXISTS contract (
      contract_key VARCHAR(40) NOT NULL PRIMARY KEY,
      app_key VARCHAR(40) NOT NULL,
      supplier VARCHAR(100) NOT NULL,
      starts_on VARCHAR(10) NOT NULL,
      ends_on VARCHAR(10) NULL,
      notice_on VARCHAR(10) NULL,
      auto_renew TINYINT NOT NULL,
      tiers MEDIUMTEXT NOT NULL,
      KEY contract_by_application (app_key, contract_key)
    )`,
  ],
  [
    'v017_usage_signal',
    `CREATE TABLE IF NOT EXISTS usage_signal (
      app_key VARCHAR(40) NOT NULL,
      holder_id VARCHAR(128) NOT NULL,
      source VARCHAR(40) NOT NULL,
      last_active_at BIGINT NULL,
      observed_at BIGINT NOT NULL,
      PRIMARY KEY (app_key, holder_id, source)
    )`,
  ],
  [
    'v018_usage_source',
    `CREATE TABLE IF NOT EXISTS usage_source (
      app_key VARCHAR(40) NOT NULL,
      source VARCHAR(40) NOT NULL,
      observed_at BIGINT NOT NULL,
      people INT NOT NULL,
      previous_people INT NULL,
      state VARCHAR(10) NOT NULL,
      brought_by VARCHAR(128) NOT NULL,
      PRIMARY KEY (app_key, source)
    )`,
  ],
  [
    'v019_reclaim_case',
    `CREATE TABLE IF NOT EXISTS reclaim_case (
      case_id VARCHAR(36) NOT NULL PRIMARY KEY,
      run_id VARCHAR(36) NOT NULL,
      pool_id VARCHAR(81) NOT NULL,
      slot INT NOT NULL,
      holder_id VARCHAR(128) NOT NULL,
      open_key VARCHAR(220) NULL,
      state VARCHAR(20) NOT NULL,
      action VARCHAR(10) NOT NULL,
      to_pool_id VARCHAR(81) NULL,
      for_issue_id VARCHAR(32) NULL,
      evidence MEDIUMTEXT NOT NULL,
      opened_at BIGINT NOT NULL,
      changed_at BIGINT NOT NULL,
      next_at BIGINT NULL,
      nudges INT NOT NULL,
      keep_reason VARCHAR(500) NULL,
      keep_until BIGINT NULL,
      removed_at BIGINT NULL,
      removed_by VARCHAR(128) NULL,
      inverse MEDIUMTEXT NULL,
      issue_id VARCHAR(32) NULL,
      failures INT NOT NULL DEFAULT 0,
      version INT NOT NULL,
      UNIQUE KEY one_open_case (open_key),
      KEY case_due (next_at, case_id),
      KEY case_by_pool (pool_id, state, case_id),
      KEY case_by_holder (holder_id, pool_id),
      KEY case_by_run (run_id, case_id)
    )`,
  ],
  [
    'v020_reclaim_run',
    `CREATE TABLE IF NOT EXISTS reclaim_run (
      run_id VARCHAR(36) NOT NULL PRIMARY KEY,
      kind VARCHAR(10) NOT NULL,
      state VARCHAR(10) NOT NULL,
      scope MEDIUMTEXT NOT NULL,
      progress MEDIUMTEXT NOT NULL,
      created_by VARCHAR(128) NOT NULL,
      created_at BIGINT NOT NULL,
      changed_at BIGINT NOT NULL,
      version INT NOT NULL,
      KEY run_by_time (created_at, run_id)
    )`,
  ],
  [
    'v021_reclaim_exclusion',
    `CREATE TABLE IF NOT EXISTS reclaim_exclusion (
      holder_id VARCHAR(128) NOT NULL,
      app_key VARCHAR(40) NOT NULL,
      kind VARCHAR(20) NOT NULL,
      reason VARCHAR(500) NOT NULL,
      ends_at BIGINT NULL,
      added_by VARCHAR(128) NOT NULL,
      added_at BIGINT NOT NULL,
      PRIMARY KEY (holder_id, app_key)
    )`,
  ],
  [
    'v022_pool_snapshot',
    `CREATE TABLE IF NOT EXISTS pool_snapshot (
      pool_id VARCHAR(81) NOT NULL,
      day VARCHAR(10) NOT NULL,
      purchased INT NOT NULL,
      allocated INT NOT NULL,
      held INT NOT NULL,
      blocked INT NOT NULL,
      free INT NOT NULL,
      waiting INT NOT NULL,
      inactive INT NOT NULL,
      unknown INT NOT NULL,
      premium INT NOT NULL DEFAULT 0,
      premium_approved INT NOT NULL DEFAULT 0,
      paid_seats INT NOT NULL,
      price_lines MEDIUMTEXT NOT NULL,
      taken_at BIGINT NOT NULL,
      PRIMARY KEY (pool_id, day),
      KEY snapshot_by_day (day, pool_id)
    )`,
  ],
  [
    'v023_pool_alert',
    `CREATE TABLE IF NOT EXISTS pool_alert (
      pool_id VARCHAR(81) NOT NULL,
      alert_key VARCHAR(80) NOT NULL,
      step VARCHAR(20) NOT NULL,
      details MEDIUMTEXT NOT NULL,
      raised_at BIGINT NOT NULL,
      cleared_at BIGINT NULL,
      issue_id VARCHAR(32) NULL,
      next_at BIGINT NULL,
      failures INT NOT NULL DEFAULT 0,
      PRIMARY KEY (pool_id, alert_key),
      KEY alert_due (next_at, pool_id)
    )`,
  ],
  [
    'v024_change_step',
    `CREATE TABLE IF NOT EXISTS change_step (
      change_id VARCHAR(36) NOT NULL,
      step INT NOT NULL,
      kind VARCHAR(10) NOT NULL,
      target VARCHAR(60) NOT NULL,
      by_id VARCHAR(128) NOT NULL,
      happened_at BIGINT NOT NULL,
      note VARCHAR(500) NOT NULL,
      content MEDIUMTEXT NULL,
      PRIMARY KEY (change_id, step),
      KEY change_by_time (kind, happened_at)
    )`,
  ],
  [
    'v025_stored_account',
    `CREATE TABLE IF NOT EXISTS stored_account (
      account_id VARCHAR(128) NOT NULL PRIMARY KEY,
      kept_since BIGINT NOT NULL,
      seen_at BIGINT NOT NULL,
      reported_at BIGINT NULL,
      closed_as VARCHAR(32) NULL,
      erased_at BIGINT NULL,
      KEY account_to_report (erased_at, reported_at)
    )`,
  ],
];

/**
 * Brings an installation's schema up to date: when the app is installed or upgraded, and every five minutes, because a
 * smaller upgrade raises no event. Every step can be run again, so one that is cut off, or that two run at once, leaves
 * nothing that the next could not finish.
 * @throws {SeatkeeperError} `setting-up` when a step fails; what is done stays done
 */
export async function bringSchemaUpToDate(): Promise<void> {
  if (isKnownCurrent()) return;
  await applySteps(await appliedSteps()).catch((cause: unknown) => {
    throw settingUp(cause);
  });
  rememberCurrent();
}

// not the SDK's runner: its own table and list take two of the definitions that a minute has
async function applySteps(done: number): Promise<void> {
  for (const [index, [, statement]] of STEPS.slice(0, LAST_STEP).entries()) {
    if (index < done) continue;
    await sql.executeDDL(statement);
    await setAppliedSteps(index + 1);
  }
}
