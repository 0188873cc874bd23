import Badge from '@atlaskit/badge';
import Link from '@atlaskit/link';
import { useEffect, type ReactNode } from 'react';
import { getQueueIssues, getQueues, type Queue, type QueueIssue } from '../api/desk';
import type { Project } from '../api/session';
import { useChanges } from '../env/changes';
import { navigate } from '../env/router';
import { Page } from '../parts/page';
import { PersonName } from '../parts/person';
import { Lines, Rows } from '../parts/skeleton';
import { Loaded, Nothing } from '../parts/states';
import { StatusLozenge } from '../parts/status';
import { Table, type Column } from '../parts/table';
import { Moment } from '../parts/time';
import { useData } from '../parts/use-data';

interface QueuesPageProps {
  readonly project: Project;
  readonly queueId: string | undefined;
}

const pathOf = (project: Project, queueId: string): string =>
  `/jira/servicedesk/projects/${project.key}/queues/${queueId}`;

export function QueuesPage({ project, queueId }: QueuesPageProps): ReactNode {
  const queues = useData(`queues of ${project.id}`, () => getQueues(project.serviceDeskId));
  useChanges(({ kind }) => kind !== 'invocation', queues.reload);
  const first = queues.value.state === 'ready' ? queues.value.data[0] : undefined;
  useEffect(() => {
    if (queueId === undefined && first) navigate(pathOf(project, first.id), 'replace');
  }, [first, project, queueId]);
  const shown =
    queues.value.state === 'ready' ? queues.value.data.find(({ id }) => id === queueId) : undefined;
  return (
    <Page title={shown?.name ?? 'Queues'} crumbs={[{ text: project.name, href: pathOf(project, '') }]}>
      <Loaded of={queues} what="these queues" skeleton={<QueuesSkeleton />}>
        {(list) => (
          <div className="queues">
            <QueueList project={project} queues={list} current={queueId} />
            {shown ? (
              <QueueIssues key={shown.id} project={project} queue={shown} />
            ) : (
              <Nothing header="There is no such queue" description="Choose one of the list." />
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function QueuesSkeleton(): ReactNode {
  return (
    <div className="queues">
      <Lines count={4} label="Loading queues" />
      <Rows rows={6} columns={5} label="Loading requests" />
    </div>
  );
}

interface QueueListProps {
  readonly project: Project;
  readonly queues: readonly Queue[];
  readonly current: string | undefined;
}

function QueueList({ project, queues, current }: QueueListProps): ReactNode {
  return (
    <nav aria-label="Queues">
      <ul className="side-list">
        {queues.map(({ id, name, issueCount }) => (
          <li key={id} data-current={id === current}>
            <Link
              href={pathOf(project, id)}
              appearance="subtle"
              {...(id === current ? { 'aria-current': 'page' } : {})}
            >
              {name}
            </Link>
            <Badge>{issueCount}</Badge>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const COLUMNS: readonly Column<QueueIssue>[] = [
  {
    key: 'key',
    title: 'Key',
    width: 10,
    sortBy: ({ key }) => Number(key.split('-')[1] ?? 0),
    cell: ({ key }) => <Link href={`/browse/${key}`}>{key}</Link>,
  },
  {
    key: 'summary',
    title: 'Summary',
    width: 36,
    sortBy: ({ fields }) => fields.summary.toLowerCase(),
    cell: ({ key, fields }) => (
      <Link href={`/browse/${key}`} appearance="subtle">
        {fields.summary}
      </Link>
    ),
  },
  {
    key: 'status',
    title: 'Status',
    width: 18,
    sortBy: ({ fields }) => fields.status.name,
    cell: ({ fields: { status } }) => (
      <StatusLozenge name={status.name} category={status.statusCategory.key} />
    ),
  },
  {
    key: 'requester',
    title: 'Requester',
    width: 20,
    sortBy: ({ fields }) => fields.reporter.displayName,
    cell: ({ fields }) => <PersonName person={fields.reporter} />,
  },
  {
    key: 'created',
    title: 'Created',
    width: 16,
    sortBy: ({ fields }) => Date.parse(fields.created),
    cell: ({ fields }) => <Moment at={Date.parse(fields.created)} />,
  },
];

function QueueIssues({ project, queue }: { readonly project: Project; readonly queue: Queue }): ReactNode {
  const issues = useData(`issues of queue ${queue.id}`, () =>
    getQueueIssues(project.serviceDeskId, queue.id),
  );
  useChanges(({ kind }) => kind !== 'invocation', issues.reload);
  return (
    <Loaded of={issues} what="this queue" skeleton={<Rows rows={6} columns={5} label="Loading requests" />}>
      {(list) =>
        list.length === 0 ? (
          <Nothing header="This queue is empty" description="Requests appear here as soon as they fit it." />
        ) : (
          <Table label={queue.name} items={list} columns={COLUMNS} keyOf={({ key }) => key} />
        )
      }
    </Loaded>
  );
}
