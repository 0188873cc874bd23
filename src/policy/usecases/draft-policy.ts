import type { RuleDocument } from '../contract/rule-document';
import { readCatalog } from '../../catalog/store/catalog';
import { addPolicyStep, currentPolicy, policyOfVersion, policySteps } from '../store/policies';
import { SeatkeeperError } from '../../common/rules/errors';
import type { PolicyRule } from '../rules/policy';
import { policyDigest } from '../rules/policy-diff';
import { openDraft, readVersions, type PolicyVersion } from '../rules/policy-version';
import { unknownApplications } from '../rules/unknown-applications';
import { resolveRules } from './resolve-rules';
import { policyMessages } from '../rules/messages';

/** Where in the life of a draft somebody was when they wrote: after this step of this version. */
export interface DraftRevision {
  readonly version: number;
  readonly step: number;
}

const RECENT_VERSIONS = 20;

export const recentVersions = async (): Promise<PolicyVersion[]> =>
  readVersions(await policySteps(RECENT_VERSIONS));

export const changedMeanwhile = (): SeatkeeperError =>
  new SeatkeeperError('invalid', policyMessages.changedMeanwhile);

/**
 * Keeps rules as the draft, which is begun when there is none. A draft that was proposed has to be proposed
 * again. Rules that say what the draft, or else the policy in force, says already change nothing.
 * @param after the draft as it was when these rules were written; null when there was none
 * @throws {SeatkeeperError} `invalid` when somebody else has changed the draft since, or when a rule names an
 * application that is not in the catalog
 */
async function saveDraft(
  rules: readonly PolicyRule[],
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  const versions = await recentVersions();
  const draft = openDraft(versions);
  const digest = policyDigest(rules);
  if (draft?.last.kind === 'edited' && draft.last.digest === digest && draft.last.byId === personId) return;
  if (draft?.version !== after?.version || draft?.last.step !== after?.step) throw changedMeanwhile();
  await requireKnownApplications(rules);
  await writeEdit(versions, rules, digest, personId, now);
}

/** Adds a rule to the draft, or puts it in the place of another one. */
export async function saveRule(
  document: RuleDocument,
  replaces: string | null,
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  const [rule] = await resolved([document]);
  if (!rule) throw new Error('one rule resolves to one rule');
  const rules = await rulesAt(after, now);
  if (replaces !== null && !rules.some(({ id }) => id === replaces)) throw changedMeanwhile();
  if (rule.id !== replaces && rules.some(({ id }) => id === rule.id))
    throw new SeatkeeperError('invalid', policyMessages.idTaken(rule.id));
  const next =
    replaces === null ? [...rules, rule] : rules.map((other) => (other.id === replaces ? rule : other));
  await saveDraft(next, after, personId, now);
}

/** @throws {SeatkeeperError} `invalid` naming people and groups that are not on this site */
async function resolved(documents: readonly RuleDocument[]): Promise<PolicyRule[]> {
  const { rules, problems } = await resolveRules(documents);
  if (problems.length === 0) return rules;
  throw new SeatkeeperError(
    'invalid',
    problems.map(({ ruleId, message }) => policyMessages.ofRule(ruleId, message)).join('\n'),
  );
}

export async function removeRule(
  id: string,
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  const rules = await rulesAt(after, now);
  await saveDraft(
    rules.filter((rule) => rule.id !== id),
    after,
    personId,
    now,
  );
}

/** The rules that somebody saw when they wrote; that nobody changed them since is checked when they are saved. */
async function rulesAt(after: DraftRevision | null, now: number): Promise<readonly PolicyRule[]> {
  if (!after) return (await currentPolicy(now)).rules;
  const policy = await policyOfVersion(after.version);
  if (!policy) throw noSuchVersion(after.version);
  return policy.rules;
}

async function writeEdit(
  versions: readonly PolicyVersion[],
  rules: readonly PolicyRule[],
  digest: string,
  personId: string,
  now: number,
): Promise<void> {
  const draft = openDraft(versions);
  const before = draft?.last.digest ?? policyDigest((await currentPolicy(now)).rules);
  if (before === digest) return;
  const step = {
    version: draft?.version ?? (versions[0]?.version ?? 0) + 1,
    step: draft ? draft.last.step + 1 : 1,
    kind: 'edited' as const,
    byId: personId,
    at: now,
    digest,
    rules: rules.length,
    effectiveFrom: null,
    note: '',
  };
  if (!(await addPolicyStep(step, rules))) throw changedMeanwhile();
}

/**
 * Keeps the rules of an imported document as the draft, whatever the draft said before: its earlier contents
 * stay on record.
 * @param since when the import was begun; the same person's edit of the same rules after that was this one
 */
export async function saveImportedDraft(
  rules: readonly PolicyRule[],
  personId: string,
  since: number,
  now: number,
): Promise<void> {
  const versions = await recentVersions();
  const digest = policyDigest(rules);
  const isDone = versions.some(({ steps }) =>
    steps.some(
      (step) =>
        step.kind === 'edited' && step.digest === digest && step.byId === personId && step.at >= since,
    ),
  );
  if (!isDone) await writeEdit(versions, rules, digest, personId, now);
}

/**
 * Takes the rules of a document as the draft.
 * @throws {SeatkeeperError} `invalid` naming people, groups and applications that are not known
 */
export async function saveDocumentAsDraft(
  rules: readonly RuleDocument[],
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  await saveDraft(await resolved(rules), after, personId, now);
}

/** Begins a draft with the rules of any version, be it to go back to them or to take up what was rejected. */
export async function useVersionAsDraft(
  version: number,
  after: DraftRevision | null,
  personId: string,
  now: number,
): Promise<void> {
  const policy = await policyOfVersion(version);
  if (!policy) throw noSuchVersion(version);
  await saveDraft(policy.rules, after, personId, now);
}

export const noSuchVersion = (version: number): SeatkeeperError =>
  new SeatkeeperError('not-found', policyMessages.noVersion(version));

/** @throws {SeatkeeperError} `invalid` naming the rules */
export async function requireKnownApplications(rules: readonly PolicyRule[]): Promise<void> {
  const known = new Set((await readCatalog()).map(({ key }) => key));
  const unknown = unknownApplications(rules, known);
  if (unknown.length === 0) return;
  const lines = unknown.map(({ ruleId, applicationKey }) =>
    policyMessages.ofRule(ruleId, policyMessages.noApplication(applicationKey)),
  );
  throw new SeatkeeperError('invalid', lines.join('\n'));
}
