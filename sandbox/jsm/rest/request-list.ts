import { isApprover, isDeskCustomer, mayAnswer, requireAccount } from '../access';
import { JiraError, Unmodelled } from '../errors';
import { asText } from '../fields';
import type { Account, Approval, Issue } from '../model';
import { dtoPage, type Call, type Result } from './operation';
import { requestView } from './request-view';

type Filter = (issue: Issue, account: Account, call: Call) => boolean;

const isOwn: Filter = ({ reporterId }, { accountId }) => reporterId === accountId;
const participates: Filter = ({ participants }, { accountId }) => participants.includes(accountId);

const APPROVALS: Readonly<Record<string, (issue: Issue, approval: Approval, account: Account) => boolean>> = {
  MY_PENDING_APPROVAL: mayAnswer,
  MY_HISTORY_APPROVAL: (_issue, { votes }, { accountId }) => votes.has(accountId),
};

const approves: Filter = (issue, account, call) => {
  const fits = APPROVALS[call.query('approvalStatus') ?? ''] ?? isApprover;
  return issue.approvals.some((approval) => fits(issue, approval, account));
};

const isTheirs: Filter = (...asked) => isOwn(...asked) || participates(...asked);
const isOfOrganization: Filter = () => false;
/** These find nothing but requests that somebody reported or participates in. */
const THEIRS: readonly Filter[] = [isOwn, participates, isTheirs, isOfOrganization];

const OWNERSHIPS: Readonly<Record<string, Filter>> = {
  OWNED_REQUESTS: isOwn,
  PARTICIPATED_REQUESTS: participates,
  APPROVER: approves,
  // the sandbox has no organizations
  ALL_ORGANIZATIONS: isOfOrganization,
  ALL_REQUESTS: isTheirs,
};

const isDone: Filter = ({ statusId }, _account, { site }) => site.status(statusId).category === 'done';

const STATUSES: Readonly<Record<string, Filter>> = {
  CLOSED_REQUESTS: isDone,
  OPEN_REQUESTS: (issue, account, call) => !isDone(issue, account, call),
  ALL_REQUESTS: () => true,
};

function filterNamed(filters: Readonly<Record<string, Filter>>, name: string): Filter {
  if (name === 'ORGANIZATION') throw new Unmodelled('organizations');
  const filter = filters[name];
  if (!filter) throw new JiraError(404, [`There is no filter of requests called ${name}.`]);
  return filter;
}

/** The requests of the caller, the one with the latest activity first. */
export function listRequests(call: Call): Result {
  const account = requireAccount(call.actor);
  const asked = call.queryList('requestOwnership');
  const ownerships = (asked.length > 0 ? asked : ['OWNED_REQUESTS', 'PARTICIPATED_REQUESTS']).map((name) =>
    filterNamed(OWNERSHIPS, name),
  );
  const status = filterNamed(STATUSES, call.query('requestStatus') ?? 'ALL_REQUESTS');
  const [desk, type] = [call.query('serviceDeskId'), call.query('requestTypeId')];
  const term = (call.query('searchTerm') ?? '').toLowerCase();
  if (desk !== undefined) requireDesk(call, desk, account);
  const areTheirs = ownerships.every((fits) => THEIRS.includes(fits));
  const mine = [...(areTheirs ? call.site.issues.of(account.accountId) : call.site.issues.values())].filter(
    (issue) =>
      issue.requestTypeId !== undefined &&
      ownerships.some((fits) => fits(issue, account, call)) &&
      status(issue, account, call) &&
      (desk === undefined || call.site.projectOf(issue).serviceDeskId === desk) &&
      (type === undefined || issue.requestTypeId === type) &&
      asText(issue.values.get('summary')).toLowerCase().includes(term),
  );
  const ordered = mine.sort((a, b) => b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id));
  return dtoPage(call, '/rest/servicedeskapi/request', ordered, (issue) =>
    requestView(call, issue, account, call.queryList('expand')),
  );
}

/** @throws {JiraError} 404 for a desk that is absent or not open to the caller */
function requireDesk({ site }: Call, deskId: string, account: Account): void {
  const project = site.configuration.projects.find(({ serviceDeskId }) => serviceDeskId === deskId);
  if (!project || !isDeskCustomer(site, project, account))
    throw new JiraError(404, ['The service desk does not exist, or you may not access it.']);
}
