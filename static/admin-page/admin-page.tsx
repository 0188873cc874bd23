import { Stack, Tab, TabList, TabPanel, Tabs, Text } from '@forge/react';
import type { AdminOutputs, SetupView } from '../../src/contracts/admin';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { ApprovalGroupsTab } from './approval-groups-tab';
import { CalendarsTab } from './calendars-tab';
import { ConflictsTab } from './conflicts-tab';
import { DelegationsTab } from './delegations-tab';
import { ImportForm } from './import-form';
import { PolicyTab } from './policy-tab';
import { Projects } from './projects';

const call = callOf<AdminOutputs>();

/** The administrator's page: which project means what, what there is to ask for, and who works here. */
export const AdminPage = () => {
  const { loaded, reload } = useLoaded(() => call('admin/setup', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={8} label="Loading the setup" />;
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
  const { applications, seats, people } = setup.catalog;
  return (
    <Stack space="space.200">
      <Text>{`${setup.settings.length} of ${setup.projects.length} service projects set up · ${applications} applications with ${seats} seats · ${people} people`}</Text>
      <Tabs id="setup">
        <TabList>
          <Tab>Projects</Tab>
          <Tab>Catalog and policy</Tab>
          <Tab>Policy</Tab>
          <Tab>Conflicting duties</Tab>
          <Tab>People</Tab>
          <Tab>Calendars</Tab>
          <Tab>Delegations</Tab>
          <Tab>Groups</Tab>
        </TabList>
        <TabPanel>
          <Projects setup={setup} onChanged={onChanged} />
        </TabPanel>
        <TabPanel>
          <ImportForm key="catalog" kind="catalog" onApplied={onChanged} />
        </TabPanel>
        <TabPanel>
          <PolicyTab />
        </TabPanel>
        <TabPanel>
          <ConflictsTab />
        </TabPanel>
        <TabPanel>
          <ImportForm key="roster" kind="roster" onApplied={onChanged} />
        </TabPanel>
        <TabPanel>
          <CalendarsTab />
        </TabPanel>
        <TabPanel>
          <DelegationsTab />
        </TabPanel>
        <TabPanel>
          <ApprovalGroupsTab />
        </TabPanel>
      </Tabs>
    </Stack>
  );
};
