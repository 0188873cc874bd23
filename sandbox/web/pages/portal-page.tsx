import Heading from '@atlaskit/heading';
import Link from '@atlaskit/link';
import Text from '@atlaskit/primitives/text';
import type { ReactNode } from 'react';
import {
  getMyRequests,
  getRequestTypes,
  getWaitingApprovals,
  type CustomerRequest,
  type WaitingApproval,
} from '../api/desk';
import type { Project } from '../api/session';
import { useChanges } from '../env/changes';
import { Page, Section } from '../parts/page';
import { Cards, Rows } from '../parts/skeleton';
import { Loaded, Nothing } from '../parts/states';
import { StatusLozenge } from '../parts/status';
import { Table, type Column } from '../parts/table';
import { Moment } from '../parts/time';
import { useData } from '../parts/use-data';

const portalPath = (project: Project): string => `/servicedesk/customer/portal/${project.portalId}`;

/** The portal's front page: what one can ask for, what waits for one's answer, what one has asked for. */
export function PortalPage({ project }: { readonly project: Project }): ReactNode {
  return (
    <Page
      title={project.name}
      width="narrow"
      actions={<Link href="/servicedesk/customer/user/profile">Profile</Link>}
    >
      <Text as="p" color="color.text.subtle">
        Welcome! You can raise a request from the options below.
      </Text>
      <RequestTypes project={project} />
      <WaitingApprovals project={project} />
      <MyRequests project={project} />
    </Page>
  );
}

function RequestTypes({ project }: { readonly project: Project }): ReactNode {
  const types = useData(`request types of ${project.id}`, () => getRequestTypes(project.serviceDeskId));
  return (
    <Section title="What can we help you with?">
      <Loaded of={types} what="this portal" skeleton={<Cards count={3} height={72} />}>
        {(list) =>
          list.length === 0 ? (
            <Nothing header="There is nothing to ask for" description="This portal has no request types." />
          ) : (
            <ul className="request-types">
              {list.map(({ id, name, description }) => (
                <li key={id}>
                  <Heading as="h3" size="xsmall">
                    <Link href={`${portalPath(project)}/create/${id}`}>{name}</Link>
                  </Heading>
                  <Text as="p" color="color.text.subtle">
                    {description}
                  </Text>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

const link = (project: Project, key: string, text: string): ReactNode => (
  <Link href={`${portalPath(project)}/${key}`}>{text}</Link>
);

function WaitingApprovals({ project }: { readonly project: Project }): ReactNode {
  const approvals = useData('my approvals', getWaitingApprovals);
  useChanges(({ kind }) => kind !== 'invocation', approvals.reload);
  const columns: readonly Column<WaitingApproval>[] = [
    { key: 'key', title: 'Key', width: 16, cell: ({ key }) => link(project, key, key) },
    { key: 'summary', title: 'Request', width: 56, cell: ({ key, summary }) => link(project, key, summary) },
    { key: 'created', title: 'Asked', width: 28, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
  return (
    <Section title="Waiting for your approval">
      <Loaded
        of={approvals}
        what="these approvals"
        skeleton={<Rows rows={2} columns={3} label="Loading approvals" />}
      >
        {(list) =>
          list.length === 0 ? (
            <Nothing
              header="Nothing waits for you"
              description="Requests that need your decision appear here."
            />
          ) : (
            <Table
              label="Waiting for your approval"
              items={list}
              columns={columns}
              keyOf={({ key }) => key}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function MyRequests({ project }: { readonly project: Project }): ReactNode {
  const requests = useData('my requests', getMyRequests);
  useChanges(({ kind }) => kind !== 'invocation', requests.reload);
  const columns: readonly Column<CustomerRequest>[] = [
    { key: 'key', title: 'Key', width: 16, cell: ({ issueKey }) => link(project, issueKey, issueKey) },
    {
      key: 'summary',
      title: 'Request',
      width: 36,
      sortBy: ({ summary }) => summary.toLowerCase(),
      cell: ({ issueKey, summary }) => link(project, issueKey, summary),
    },
    {
      key: 'status',
      title: 'Status',
      width: 28,
      sortBy: ({ currentStatus }) => currentStatus.status,
      cell: ({ currentStatus: { status, statusCategory } }) => (
        <StatusLozenge name={status} category={statusCategory} />
      ),
    },
    {
      key: 'created',
      title: 'Created',
      width: 20,
      sortBy: ({ createdDate }) => createdDate.epochMillis,
      cell: ({ createdDate }) => <Moment at={createdDate.epochMillis} />,
    },
  ];
  return (
    <Section title="My requests">
      <Loaded
        of={requests}
        what="these requests"
        skeleton={<Rows rows={3} columns={4} label="Loading requests" />}
      >
        {(list) =>
          list.length === 0 ? (
            <Nothing header="No requests yet" description="What you ask for appears here, with its status." />
          ) : (
            <Table label="My requests" items={list} columns={columns} keyOf={({ issueKey }) => issueKey} />
          )
        }
      </Loaded>
    </Section>
  );
}
