import { evaluatePolicy } from '../../policy/rules/evaluate-policy';
import { hasTraining } from '../../policy/rules/evidence';
import type { Decision, Policy, PolicyFacts } from '../../policy/rules/policy';
import type { Person } from '../../people/rules/person';
import { contentFacts, type Askers, type CompleteRequest } from './checked-request';
import { requestMessages } from './messages';

/** The administrator who has a part in a request, and whose import alone says what the roster has of its beneficiary. */
export interface OwnImport {
  readonly importedBy: string;
  readonly part: 'requester' | 'beneficiary';
}

/** What a policy says of a request, and on what. */
export interface ContentDecision {
  readonly decision: Decision;
  readonly facts: PolicyFacts;
  /** Set where it depends on what somebody with a part in it alone has imported: nobody decides it until somebody else has. */
  readonly unconfirmed: OwnImport | null;
}

/**
 * What a policy says of a complete request. What the roster has of the beneficiary by the import of somebody who asks or
 * benefits, and by nobody else's, is not known: it lets nothing through. Nor does it deny what it would let through, since
 * somebody else may confirm it.
 */
export function decideContent(policy: Policy, content: CompleteRequest, asking: Askers): ContentDecision {
  const own = ownImportOf(content, asking.requesterIds);
  const said = contentFacts(content, asking);
  const decision = evaluatePolicy(policy, said);
  if (!own) return { decision, facts: said, unconfirmed: null };
  const facts = contentFacts(withoutRosterFacts(content), asking);
  const careful = evaluatePolicy(policy, facts);
  if (careful.effect === 'deny')
    return { decision, facts, unconfirmed: decision.effect === 'deny' ? null : own };
  const isSame = JSON.stringify(careful) === JSON.stringify(decision);
  return { decision: isSame ? careful : withReason(careful, own), facts, unconfirmed: null };
}

/** Undefined where nobody with a part in a request is the only one who says what the roster has of its beneficiary. */
function ownImportOf(
  { people, details: { beneficiaryId } }: CompleteRequest,
  requesterIds: readonly string[],
): OwnImport | undefined {
  const setters = people.beneficiary?.factsSetBy ?? [];
  const requester = setters.find((id) => requesterIds.includes(id));
  if (requester !== undefined) return { importedBy: requester, part: 'requester' };
  return setters.includes(beneficiaryId) ? { importedBy: beneficiaryId, part: 'beneficiary' } : undefined;
}

const withoutRosterFacts = (content: CompleteRequest): CompleteRequest => ({
  ...content,
  people: {
    ...content.people,
    beneficiary: content.people.beneficiary && unknown(content.people.beneficiary),
  },
});

const unknown = (person: Person): Person => ({ ...person, department: '', location: '', workerType: '' });

/** The rule that no policy can switch off, as a decision names it. */
const OWN_IMPORT_RULE = 'own-roster-import';

function withReason(decision: Decision, { part }: OwnImport): Decision {
  const { rules, reasons } = decision;
  const at = rules.filter((id) => id < OWN_IMPORT_RULE).length;
  return {
    ...decision,
    rules: rules.toSpliced(at, 0, OWN_IMPORT_RULE),
    reasons: reasons.toSpliced(at, 0, requestMessages.ownImport[part]),
  };
}

/** What a beneficiary was trained in, as far as it is not only by the import of somebody who asks or benefits. */
export function trainingSeen(
  content: CompleteRequest,
  requesterIds: readonly string[],
  name: string,
): { readonly is: 'completed' | 'missing' } | { readonly is: 'unconfirmed'; readonly importedBy: string } {
  if (!hasTraining(content.people.beneficiary?.trainings ?? [], name)) return { is: 'missing' };
  const own = ownImportOf(content, requesterIds);
  return own ? { is: 'unconfirmed', importedBy: own.importedBy } : { is: 'completed' };
}
