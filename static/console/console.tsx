import { Tab, TabList, TabPanel, Tabs } from '@forge/react';
import { ApplicationsTab } from './applications-tab';
import { PolicyTab } from './policy-tab';
import { PoolsTab } from './pools-tab';
import { ReclaimTab } from './reclaim-tab';
import { ReportsTab } from './reports-tab';

/** The page of those who run access in a project. */
export const Console = () => (
  <Tabs id="console">
    <TabList>
      <Tab>Applications</Tab>
      <Tab>Pools</Tab>
      <Tab>Reclaim</Tab>
      <Tab>Policy</Tab>
      <Tab>Reports</Tab>
    </TabList>
    <TabPanel>
      <ApplicationsTab />
    </TabPanel>
    <TabPanel>
      <PoolsTab />
    </TabPanel>
    <TabPanel>
      <ReclaimTab />
    </TabPanel>
    <TabPanel>
      <PolicyTab />
    </TabPanel>
    <TabPanel>
      <ReportsTab />
    </TabPanel>
  </Tabs>
);
