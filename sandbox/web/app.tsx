import { AppProvider } from '@atlaskit/app-provider/app-provider';
import { useSetColorMode } from '@atlaskit/app-provider/use-set-color-mode';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import { useEffect, type ReactNode } from 'react';
import type { Project } from './api/session';
import { match, RouterLink, usePath } from './env/router';
import { SessionProvider, useSession } from './env/session';
import { useStore } from './env/store';
import { colorMode } from './env/theme';
import { AdminPage } from './pages/admin-page';
import { DashboardPage } from './pages/dashboard-page';
import { IssuePage } from './pages/issue-page';
import { PortalCreatePage } from './pages/portal-create-page';
import { PortalPage } from './pages/portal-page';
import { PortalProfilePage } from './pages/portal-profile-page';
import { PortalRequestPage } from './pages/portal-request-page';
import { ProjectPage } from './pages/project-page';
import { QueuesPage } from './pages/queues-page';
import { RulePage } from './pages/rule-page';
import { StartPage } from './pages/start-page';
import { Page } from './parts/page';
import { Lines } from './parts/skeleton';
import { NoPermission, Nothing } from './parts/states';
import { Shell } from './shell/shell';

export function App(): ReactNode {
  return (
    <AppProvider defaultColorMode={colorMode.get()} routerLinkComponent={RouterLink}>
      <FollowColorMode />
      <SessionProvider
        loading={<Starting />}
        failed={(error, retry) => <NoSession error={error} onRetry={retry} />}
      >
        <Pages />
      </SessionProvider>
    </AppProvider>
  );
}

/** Hands the chosen color mode to Atlaskit. */
function FollowColorMode(): null {
  const mode = useStore(colorMode);
  const setColorMode = useSetColorMode();
  useEffect(() => {
    setColorMode(mode);
  }, [mode, setColorMode]);
  return null;
}

function Pages(): ReactNode {
  const path = usePath();
  const { viewer } = useSession().session;
  return (
    <Shell>
      {/* everything on a page belongs to whom it was loaded for and to its address */}
      <div key={`${viewer?.accountId ?? ''} ${pageKeyOf(path)}`}>
        {viewer || path === '/' ? <Routed path={path} /> : <NobodyYet />}
      </div>
    </Shell>
  );
}

type Params = Readonly<Record<string, string>>;

interface Route {
  readonly pattern: string;
  readonly draw: (params: Params, projects: readonly Project[]) => ReactNode;
}

const NO_PAGE = (
  <Page title="Page not found">
    <Nothing header="There is no such page" description="Start from one of the links at the top." />
  </Page>
);

const byPortal = (
  projects: readonly Project[],
  { portalId }: Params,
  draw: (project: Project) => ReactNode,
): ReactNode => {
  const project = projects.find((candidate) => String(candidate.portalId) === portalId);
  return project ? draw(project) : NO_PAGE;
};

const queues = (params: Params, projects: readonly Project[]): ReactNode => {
  const project = projects.find(({ key }) => key === params['projectKey']);
  return project ? <QueuesPage project={project} queueId={params['queueId']} /> : NO_PAGE;
};

const ROUTES: readonly Route[] = [
  { pattern: '/', draw: () => <StartPage /> },
  { pattern: '/jira/servicedesk/projects/:projectKey/queues', draw: queues },
  { pattern: '/jira/servicedesk/projects/:projectKey/queues/:queueId', draw: queues },
  {
    pattern: '/jira/servicedesk/projects/:projectKey/apps/:moduleKey/*',
    draw: ({ projectKey, moduleKey = '' }, projects) => {
      const project = projects.find(({ key }) => key === projectKey);
      return project ? <ProjectPage project={project} moduleKey={moduleKey} /> : NO_PAGE;
    },
  },
  { pattern: '/browse/:issueKey', draw: ({ issueKey = '' }) => <IssuePage issueKey={issueKey} /> },
  {
    pattern: '/servicedesk/customer/portal/:portalId',
    draw: (params, projects) => byPortal(projects, params, (project) => <PortalPage project={project} />),
  },
  {
    pattern: '/servicedesk/customer/portal/:portalId/create/:requestTypeId',
    draw: (params, projects) =>
      byPortal(projects, params, (project) => (
        <PortalCreatePage project={project} requestTypeId={params['requestTypeId'] ?? ''} />
      )),
  },
  {
    pattern: '/servicedesk/customer/portal/:portalId/:issueKey',
    draw: (params, projects) =>
      byPortal(projects, params, (project) => (
        <PortalRequestPage project={project} issueKey={params['issueKey'] ?? ''} />
      )),
  },
  { pattern: '/servicedesk/customer/user/profile', draw: () => <PortalProfilePage /> },
  {
    pattern: '/jira/dashboards/:dashboardId',
    draw: ({ dashboardId = '' }) => <DashboardPage dashboardId={dashboardId} />,
  },
  {
    pattern: '/jira/settings/automation/:actionKey',
    draw: ({ actionKey = '' }) => <RulePage actionKey={actionKey} />,
  },
  { pattern: '/jira/settings/apps/admin-page/*', draw: () => <AdminPage /> },
];

/** The app moves within its own page's address, and a list of queues stays when another one is chosen. */
const pageKeyOf = (path: string): string =>
  /^\/jira\/(settings\/apps\/admin-page|servicedesk\/projects\/[^/]+\/(queues|apps\/[^/]+))/.exec(
    path,
  )?.[0] ?? path;

function Routed({ path }: { readonly path: string }): ReactNode {
  const { session } = useSession();
  for (const { pattern, draw } of ROUTES) {
    const params = match(pattern, path);
    if (params) return draw(params, session.projects);
  }
  return NO_PAGE;
}

const NobodyYet = (): ReactNode => (
  <Page title="Who are you?">
    <NoPermission what="this page" reason="Nobody is signed in." />
  </Page>
);

const Starting = (): ReactNode => (
  <div className="page" data-width="wide">
    <Lines count={6} label="The sandbox is loading" />
  </div>
);

function NoSession({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  return (
    <div className="page" data-width="narrow">
      <SectionMessage
        appearance="error"
        title="The sandbox does not answer"
        actions={[
          <SectionMessageAction key="retry" onClick={onRetry}>
            Retry
          </SectionMessageAction>,
        ]}
      >
        {error instanceof Error ? error.message : String(error)}
      </SectionMessage>
    </div>
  );
}
