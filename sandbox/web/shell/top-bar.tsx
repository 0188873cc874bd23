import { IconButton } from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import Menu from '@atlaskit/icon/core/menu';
import Theme from '@atlaskit/icon/core/theme';
import Link from '@atlaskit/link';
import type { ReactNode } from 'react';
import { useSession } from '../env/session';
import { usePath } from '../env/router';
import { useStore } from '../env/store';
import { chooseColorMode, colorMode } from '../env/theme';
import type { Session } from '../api/session';
import { projectPagePath } from '../ui-kit/navigation';
import { InvocationsButton } from './invocations-button';
import { PersonSwitch } from './person-switch';
import { TimeTravel } from './time-travel';

interface Place {
  readonly text: string;
  readonly href: string;
  /** Addresses that belong to it. */
  readonly below: RegExp;
}

function placesOf({ projects, dashboards, modules }: Session): readonly Place[] {
  const [project] = projects;
  const [dashboard] = dashboards;
  const desk = project
    ? [
        {
          text: 'Portal',
          href: `/servicedesk/customer/portal/${project.portalId}`,
          below: /^\/servicedesk\/customer\//,
        },
        {
          text: 'Queues',
          href: `/jira/servicedesk/projects/${project.key}/queues`,
          below: /^\/(jira\/servicedesk\/projects\/[^/]+\/queues|browse\/)/,
        },
        ...modules.flatMap(({ type, key, title }) => {
          if (type !== 'jira:projectPage') return [];
          const href = projectPagePath(project.key, key);
          return [{ text: title ?? key, href, below: new RegExp(`^${href}(/|$)`) }];
        }),
      ]
    : [];
  const board = dashboard
    ? [{ text: 'Dashboard', href: `/jira/dashboards/${dashboard.id}`, below: /^\/jira\/dashboards\// }]
    : [];
  const admin = { text: 'Admin page', href: '/jira/settings/apps/admin-page', below: /^\/jira\/settings\// };
  return [...desk, ...board, admin];
}

export function TopBar(): ReactNode {
  const { session } = useSession();
  const path = usePath();
  const places = placesOf(session);
  return (
    <header className="top-bar">
      <div className="top-bar-places">
        <div className="narrow-only">
          <DropdownMenu<HTMLButtonElement>
            trigger={({ triggerRef, isSelected = false, testId: _testId, ...props }) => (
              <IconButton
                {...props}
                ref={triggerRef}
                icon={Menu}
                label="Go to"
                appearance="subtle"
                isSelected={isSelected}
              />
            )}
          >
            <DropdownItemGroup>
              {places.map(({ text, href }) => (
                <DropdownItem key={href} href={href}>
                  {text}
                </DropdownItem>
              ))}
            </DropdownItemGroup>
          </DropdownMenu>
        </div>
        <span className="product">
          <Link href="/" appearance="subtle">
            Sandbox
          </Link>
          <span className="product-site"> · {session.site.name}</span>
        </span>
        <nav className="wide-only" aria-label="Product">
          <ul className="places">
            {places.map(({ text, href, below }) => (
              <li key={href} data-current={below.test(path)}>
                <Link
                  href={href}
                  appearance="subtle"
                  {...(below.test(path) ? { 'aria-current': 'page' } : {})}
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="top-bar-tools">
        <TimeTravel />
        <InvocationsButton />
        <ThemeSwitch />
      </div>
      <PersonSwitch />
    </header>
  );
}

function ThemeSwitch(): ReactNode {
  const mode = useStore(colorMode);
  const other = mode === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      icon={Theme}
      label={`Switch to ${other} mode`}
      appearance="subtle"
      isTooltipDisabled={false}
      onClick={() => {
        chooseColorMode(other);
      }}
    />
  );
}
