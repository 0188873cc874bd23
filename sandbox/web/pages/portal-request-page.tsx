import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Inline from '@atlaskit/primitives/inline';
import Text from '@atlaskit/primitives/text';
import { useMemo, useState, type ReactNode } from 'react';
import type { Approval } from '../api/beans';
import {
  answerApproval,
  followCustomerTransition,
  getCustomerTransitions,
  getRequest,
  getRequestApprovals,
  getRequestComments,
  type CustomerRequest,
  type CustomerTransition,
  type RequestComment,
} from '../api/desk';
import type { Project } from '../api/session';
import { useChanges } from '../env/changes';
import { showFailure } from '../env/flags';
import { useSession } from '../env/session';
import { Page, Panel, Section } from '../parts/page';
import { PersonName } from '../parts/person';
import { Lines } from '../parts/skeleton';
import { Loaded } from '../parts/states';
import { DecisionLozenge, StatusLozenge } from '../parts/status';
import { Moment } from '../parts/time';
import { useData } from '../parts/use-data';
import { PageBus } from '../ui-kit/page-bus';
import { Surface } from '../ui-kit/surface';
import { ConfirmedTransition } from './confirmed-transition';
import { RequestActivity } from './request-activity';

interface RequestData {
  readonly request: CustomerRequest;
  readonly comments: readonly RequestComment[];
  readonly approvals: readonly Approval[];
  readonly transitions: readonly CustomerTransition[];
}

async function load(issueKey: string): Promise<RequestData> {
  const [request, comments, approvals, transitions] = await Promise.all([
    getRequest(issueKey),
    getRequestComments(issueKey),
    getRequestApprovals(issueKey),
    getCustomerTransitions(issueKey),
  ]);
  return { request, comments, approvals, transitions };
}

interface RequestPageProps {
  readonly project: Project;
  readonly issueKey: string;
}

/** A request as its requester and its approvers see it. */
export function PortalRequestPage({ project, issueKey }: RequestPageProps): ReactNode {
  const { session } = useSession();
  const data = useData(`request ${issueKey}`, () => load(issueKey));
  const productEvents = useMemo(() => new PageBus(), []);
  useChanges(
    (change) => change.kind === 'clock' || (change.kind === 'issue' && change.issue.key === issueKey),
    data.reload,
  );
  const title = data.value.state === 'ready' ? data.value.data.request.summary : issueKey;
  const portal = `/servicedesk/customer/portal/${project.portalId}`;
  const modules = session.modules.filter(
    ({ type }) => type === 'jiraServiceManagement:portalRequestDetailPanel',
  );
  return (
    <Page
      title={title}
      crumbs={[
        { text: project.name, href: portal },
        { text: issueKey, href: `${portal}/${issueKey}` },
      ]}
    >
      <Loaded of={data} what="this request" skeleton={<RequestSkeleton />}>
        {({ request, comments, approvals, transitions }) => (
          <div className="issue">
            <div className="issue-top">
              <div className="request-status">
                <StatusLozenge
                  name={request.currentStatus.status}
                  category={request.currentStatus.statusCategory}
                />
                <Text size="small" color="color.text.subtle">
                  since <Moment at={request.currentStatus.statusDate.epochMillis} />
                </Text>
              </div>
              {modules.map((module) => (
                <Panel key={module.key} title={module.title ?? module.key}>
                  <Surface
                    module={module}
                    place={{ page: 'portal-request', issueKey }}
                    productEvents={productEvents}
                    onRefresh={data.reload}
                  />
                </Panel>
              ))}
            </div>
            <div className="issue-main">
              {approvals
                .filter(({ canAnswerApproval }) => canAnswerApproval)
                .map((approval) => (
                  <AnswerApproval
                    key={approval.id}
                    issueKey={issueKey}
                    approval={approval}
                    onAnswered={data.reload}
                  />
                ))}
              <RequestValues request={request} />
              <RequestActivity issueKey={issueKey} comments={comments} onChange={data.reload} />
            </div>
            <aside className="issue-side" aria-label="Approvers">
              <Approvers approvals={approvals} />
              {(request.reporter.accountId === session.viewer?.accountId ? transitions : []).map(
                (transition) => (
                  <ConfirmedTransition
                    key={transition.id}
                    name={transition.name}
                    issueKey={issueKey}
                    run={() => followCustomerTransition(issueKey, transition.id)}
                    onDone={data.reload}
                  />
                ),
              )}
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

interface AnswerApprovalProps {
  readonly issueKey: string;
  readonly approval: Approval;
  readonly onAnswered: () => void;
}

function AnswerApproval({ issueKey, approval, onAnswered }: AnswerApprovalProps): ReactNode {
  const [pending, setPending] = useState<'approve' | 'decline'>();
  const answer = async (decision: 'approve' | 'decline'): Promise<void> => {
    setPending(decision);
    try {
      await answerApproval(issueKey, approval.id, decision);
    } catch (error) {
      showFailure('Your answer was not taken', error);
    } finally {
      setPending(undefined);
      onAnswered();
    }
  };
  return (
    <Panel title="Your approval is needed">
      <div className="answer">
        <Text as="p">
          This request waits for you since <Moment at={approval.createdDate.epochMillis} />.
        </Text>
        <ButtonGroup label="Your answer">
          <Button
            appearance="primary"
            isLoading={pending === 'approve'}
            isDisabled={pending !== undefined}
            onClick={() => void answer('approve')}
          >
            Approve
          </Button>
          <Button
            isLoading={pending === 'decline'}
            isDisabled={pending !== undefined}
            onClick={() => void answer('decline')}
          >
            Decline
          </Button>
        </ButtonGroup>
      </div>
    </Panel>
  );
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  if ('displayName' in value) return String(value.displayName);
  return 'value' in value ? String(value.value) : '';
};

function RequestValues({ request }: { readonly request: CustomerRequest }): ReactNode {
  const values = request.requestFieldValues.filter(({ fieldId }) => fieldId !== 'summary');
  return (
    <Section title="Request">
      <Inline space="space.050" alignBlock="center" shouldWrap>
        <PersonName person={request.reporter} />
        <Text color="color.text.subtle">
          raised this <Moment at={request.createdDate.epochMillis} />
        </Text>
      </Inline>
      {values.length === 0 ? null : (
        <dl className="details">
          {values.map(({ fieldId, label, value }) => (
            <div key={fieldId}>
              <dt>{label}</dt>
              <dd className="keeps-lines">{textOf(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Approvers({ approvals }: { readonly approvals: readonly Approval[] }): ReactNode {
  const latest = approvals.at(-1);
  if (!latest) return null;
  return (
    <Panel title="Approvers">
      <ul className="plain-list">
        {latest.approvers.map(({ approver, approverDecision }) => (
          <li key={approver.accountId} className="spread">
            <PersonName person={approver} />
            <DecisionLozenge decision={approverDecision} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RequestSkeleton(): ReactNode {
  return (
    <div className="issue">
      <div className="issue-main">
        <Lines count={5} label="Loading the request" />
      </div>
      <aside className="issue-side" aria-label="Approvers">
        <Lines count={4} />
      </aside>
    </div>
  );
}
