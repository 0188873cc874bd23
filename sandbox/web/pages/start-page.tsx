import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Link from '@atlaskit/link';
import Text from '@atlaskit/primitives/text';
import { useState, type ReactNode } from 'react';
import type { Person, Session } from '../api/session';
import { showFailure } from '../env/flags';
import { navigate } from '../env/router';
import { useSession } from '../env/session';
import { Page } from '../parts/page';
import { projectPagePath } from '../ui-kit/navigation';

interface Step {
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly as: readonly (Person | undefined)[];
}

/** The demo's people by name; in another company, somebody with the same role. */
function castOf({ people }: Session) {
  const active = people.filter((person) => person.active);
  const named = (name: string, role: string): Person | undefined =>
    active.find(({ displayName }) => displayName === name) ?? active.find((person) => person.role === role);
  return {
    newHire: named('Sam Rivera', 'Customer'),
    manager: active.find(({ displayName }) => displayName === 'Priya Nair'),
    owner: active.find(({ displayName }) => displayName === 'Leo Brandt'),
    agent: active.find(({ role }) => role === 'Agent'),
    lead: active.find(({ role }) => role === 'Team lead'),
    administrator: active.find(({ role }) => role === 'Administrator'),
  };
}

function stepsOf(session: Session): readonly Step[] {
  const cast = castOf(session);
  const [project] = session.projects;
  const [dashboard] = session.dashboards;
  const console = session.modules.find(({ type }) => type === 'jira:projectPage');
  const portal = `/servicedesk/customer/portal/${project?.portalId ?? ''}`;
  const queues = `/jira/servicedesk/projects/${project?.key ?? ''}/queues`;
  return [
    {
      title: 'Ask in the portal',
      text: 'Pick an application and a level in the panel of the request form, and send it.',
      href: portal,
      as: [cast.newHire],
    },
    {
      title: 'Try to fulfill it too early',
      text: 'Open the request from the queue. The panel says what is missing, and the Fulfill transition is refused with the reason.',
      href: queues,
      as: [cast.agent],
    },
    {
      title: 'Approve it',
      text: 'Those whom the policy names find the request under “Waiting for your approval”.',
      href: portal,
      as: [cast.manager, cast.owner],
    },
    {
      title: 'Fulfill it',
      text: 'Now the transition goes through. The seat is taken, and the ticket carries the note.',
      href: queues,
      as: [cast.agent],
    },
    {
      title: 'Look at the numbers',
      text: 'The gadgets count what has just happened. Move time at the top right to see goals being missed.',
      href: `/jira/dashboards/${dashboard?.id ?? ''}`,
      as: [cast.lead],
    },
    {
      title: 'Set the app up',
      text: 'Map the project, import a catalog and a roster, and see what would change before it does.',
      href: '/jira/settings/apps/admin-page',
      as: [cast.administrator],
    },
    {
      title: 'Change the policy',
      text: 'Edit a rule in the console, try the draft on past requests and propose it. Somebody else approves it.',
      href: console === undefined ? '/' : projectPagePath(project?.key ?? '', console.key),
      as: [cast.administrator, cast.lead],
    },
  ];
}

export function StartPage(): ReactNode {
  const { session } = useSession();
  return (
    <Page title="Try the app" width="narrow">
      <Text as="p">
        This is a service project with the app installed, on a clock that you can move. Follow one access
        request from the question to the seat; every step switches to the person who takes it. What the app
        did for it is listed under Invocations.
      </Text>
      <ol className="steps">
        {stepsOf(session).map((step, index) => (
          <li key={step.title}>
            <span className="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <div className="step-text">
              <Heading as="h2" size="xsmall">
                <Link href={step.href} appearance="default">
                  {step.title}
                </Link>
              </Heading>
              <Text as="p" color="color.text.subtle">
                {step.text}
              </Text>
            </div>
            <div className="step-people">
              {step.as.map((person) =>
                person ? <GoAs key={person.accountId} person={person} href={step.href} /> : null,
              )}
            </div>
          </li>
        ))}
      </ol>
    </Page>
  );
}

function GoAs({ person, href }: { readonly person: Person; readonly href: string }): ReactNode {
  const { become } = useSession();
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      await become(person.accountId);
      navigate(href);
    } catch (error) {
      setBusy(false);
      showFailure('The person could not be switched', error);
    }
  };
  return (
    <Button isLoading={isBusy} onClick={() => void go()}>
      {`As ${person.displayName}`}
    </Button>
  );
}
