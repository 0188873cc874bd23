import { NavigationTarget, router } from '@forge/bridge';
import { Button, Inline, SectionMessage, Stack, Tab, TabList, TabPanel, Tabs, Text } from '@forge/react';
import type { AdminCalls, SetupView } from '../../src/flows/contract/admin';
import { CatalogImport } from '../components/catalog-import';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { TicketLink } from '../components/ticket-link';
import { useChanges, WaitingChanges } from '../components/waiting-changes';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { ApprovalGroupsTab } from './approval-groups-tab';
import { CalendarsTab } from './calendars-tab';
import { ConflictsTab } from './conflicts-tab';
import { DelegationsTab } from './delegations-tab';
import { PortalTab } from './portal-tab';
import { PeopleTab } from './people-tab';
import { Projects } from './projects';
import { adminPageMessages } from './messages';

const messages = adminPageMessages;

const call = callOf<AdminCalls>();

/** The administrator's page: which project means what, what there is to ask for, and who works here. */
export const AdminPage = () => {
  const { loaded, reload } = useLoaded(() => call('admin/setup', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={8} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Setup setup={loaded.data} onChanged={reload} />;
  }
};

const Setup = ({
  setup,
  onChanged,
}: {
  readonly setup: SetupView;
  readonly onChanged: () => Promise<unknown>;
}) => {
  const changes = useChanges(onChanged);
  return (
    <Stack space="space.200">
      <Text>
        {messages.summary({
          setUp: setup.settings.length,
          projects: setup.projects.length,
          ...setup.catalog,
        })}
      </Text>
      {setup.leftBehind.length > 0 && <LeftBehind requests={setup.leftBehind} />}
      <WaitingChanges changes={changes} />
      <Tabs id="setup">
        <TabList>
          <Tab>{messages.tabs.projects}</Tab>
          <Tab>{messages.tabs.catalog}</Tab>
          <Tab>{messages.tabs.conflicts}</Tab>
          <Tab>{messages.tabs.people}</Tab>
          <Tab>{messages.tabs.calendars}</Tab>
          <Tab>{messages.tabs.delegations}</Tab>
          <Tab>{messages.tabs.groups}</Tab>
          <Tab>{messages.tabs.portal}</Tab>
        </TabList>
        <TabPanel>
          <Projects setup={setup} onChanged={onChanged} />
        </TabPanel>
        <TabPanel>
          <Stack space="space.200">
            <ToConsole setup={setup} />
            <CatalogImport onApplied={onChanged} />
          </Stack>
        </TabPanel>
        <TabPanel>
          <ConflictsTab />
        </TabPanel>
        <TabPanel>
          <PeopleTab onChanged={onChanged} />
        </TabPanel>
        <TabPanel>
          <CalendarsTab />
        </TabPanel>
        <TabPanel>
          <DelegationsTab />
        </TabPanel>
        <TabPanel>
          <ApprovalGroupsTab key={changes.decisions} />
        </TabPanel>
        <TabPanel>
          <PortalTab />
        </TabPanel>
      </Tabs>
    </Stack>
  );
};

const LeftBehind = ({ requests }: { readonly requests: SetupView['leftBehind'] }) => (
  <SectionMessage appearance="warning" title={messages.leftBehind.title(requests.length)}>
    <Text>{messages.leftBehind.hint}</Text>
    {requests.map(({ issueKey, failures, reason }) => (
      <Inline key={issueKey} space="space.100" shouldWrap>
        <TicketLink issueKey={issueKey} isInJira />
        <Text>{messages.leftBehind.row(failures, reason)}</Text>
      </Inline>
    ))}
  </SectionMessage>
);

/** Where the policy is worked on: on a page of each project that is set up. */
const ToConsole = ({ setup }: { readonly setup: SetupView }) => {
  const [project] = setup.settings;
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Text>{messages.toConsole.text}</Text>
      {project && (
        <Button
          spacing="compact"
          onClick={() => {
            void router.navigate({
              target: NavigationTarget.Module,
              moduleKey: 'console',
              projectKey: project.projectKey,
            });
          }}
        >
          {messages.toConsole.open}
        </Button>
      )}
    </Inline>
  );
};
