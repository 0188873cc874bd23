import { useMemo, type ReactNode } from 'react';
import type { Approval } from '../api/beans';
import { getRequestApprovals } from '../api/desk';
import { ApiError } from '../api/http';
import {
  getComments,
  getFields,
  getIssue,
  getPanels,
  type Comment,
  type Field,
  type Issue,
} from '../api/issues';
import { Adf } from '../adf/adf';
import { useChanges } from '../env/changes';
import { reportProblem } from '../env/problems';
import { useSession } from '../env/session';
import { Page, Panel, Section } from '../parts/page';
import { Lines } from '../parts/skeleton';
import { Loaded } from '../parts/states';
import { useData } from '../parts/use-data';
import { PageBus } from '../ui-kit/page-bus';
import { Surface } from '../ui-kit/surface';
import { IssueActivity } from './issue-activity';
import { IssueApprovals, IssueDetails, IssueSlas } from './issue-details';
import { AppsMenu } from './apps-menu';
import { StatusMenu } from './issue-status';

interface IssueData {
  readonly issue: Issue;
  readonly fields: readonly Field[];
  readonly comments: readonly Comment[];
  readonly approvals: readonly Approval[];
  readonly panels: ReadonlyMap<string, boolean>;
}

async function load(issueKey: string): Promise<IssueData> {
  const [issue, fields, comments, approvals, panels] = await Promise.all([
    getIssue(issueKey),
    getFields(),
    getComments(issueKey),
    approvalsOf(issueKey),
    getPanels(issueKey),
  ]);
  return { issue, fields, comments, approvals, panels };
}

/** An issue that nobody raised in the portal is no request, hence has no approvals. */
async function approvalsOf(issueKey: string): Promise<readonly Approval[]> {
  try {
    return await getRequestApprovals(issueKey);
  } catch (error) {
    if (error instanceof ApiError && error.isRefusal) return [];
    throw error;
  }
}

/** Jira's view of an issue, as agents work with it, with the app's panel in it. */
export function IssuePage({ issueKey }: { readonly issueKey: string }): ReactNode {
  const { session } = useSession();
  const data = useData(`issue ${issueKey}`, () => load(issueKey));
  const productEvents = useMemo(() => new PageBus(), []);
  useChanges((change) => {
    if (change.kind === 'clock') return true;
    if (change.kind !== 'issue' || change.issue.key !== issueKey) return false;
    const { id, projectId, eventType, atlassianId } = change.issue;
    const changeType = eventType === 'avi:jira:commented:issue' ? 'commented' : 'updated';
    productEvents.emit('JIRA_ISSUE_CHANGED', {
      issueId: id,
      projectId,
      changes: [{ changeType, atlassianId }],
    });
    return true;
  }, data.reload);

  const project = session.projects.find(({ key }) => issueKey.startsWith(`${key}-`));
  const shown = data.value.state === 'ready' ? data.value.data.issue : undefined;
  return (
    <Page
      title={shown?.fields.summary ?? issueKey}
      crumbs={[
        ...(project
          ? [{ text: project.name, href: `/jira/servicedesk/projects/${project.key}/queues` }]
          : []),
        { text: issueKey, href: `/browse/${issueKey}` },
      ]}
    >
      <Loaded of={data} what="this issue" skeleton={<IssueSkeleton />}>
        {({ issue, fields, comments, approvals, panels }) => (
          <div className="issue">
            <div className="issue-top">
              <StatusMenu issue={issue} onChange={data.reload} />
              <AppsMenu issueKey={issueKey} panels={panels} onChange={data.reload} />
            </div>
            <div className="issue-main">
              <RichTexts issue={issue} fields={fields} />
              {session.modules
                .filter(({ type, key }) => type === 'jira:issuePanel' && panels.get(key) === true)
                .map((module) => (
                  <Panel key={module.key} title={module.title ?? module.key}>
                    <Surface
                      module={module}
                      place={{ page: 'issue', issueKey }}
                      productEvents={productEvents}
                      onRefresh={data.reload}
                    />
                  </Panel>
                ))}
              <IssueActivity issueKey={issueKey} comments={comments} onChange={data.reload} />
            </div>
            <aside className="issue-side" aria-label="Details">
              <IssueDetails issue={issue} fields={fields} onChange={data.reload} />
              <IssueApprovals approvals={approvals} />
              <IssueSlas issue={issue} fields={fields} />
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const isRichText = ({ id, schema }: Field): boolean =>
  id === 'description' || (schema.custom?.endsWith(':textarea') ?? false);

const report = (message: string): void => {
  reportProblem('page', message);
};

/** Fields with formatted text stand in the main column, each under its name. */
function RichTexts({
  issue,
  fields,
}: {
  readonly issue: Issue;
  readonly fields: readonly Field[];
}): ReactNode {
  return fields
    .filter((field) => isRichText(field) && issue.fields[field.id] != null)
    .map(({ id, name }) => (
      <Section key={id} title={name}>
        <Adf document={issue.fields[id]} report={report} />
      </Section>
    ));
}

function IssueSkeleton(): ReactNode {
  return (
    <div className="issue">
      <div className="issue-main">
        <Lines count={3} label="Loading the issue" />
        <Lines count={6} />
      </div>
      <aside className="issue-side" aria-label="Details">
        <Lines count={6} />
      </aside>
    </div>
  );
}
