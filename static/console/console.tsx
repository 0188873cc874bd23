import { Tab, TabList, TabPanel, Tabs } from '@forge/react';
import { ApplicationsTab } from './applications-tab';
import { PolicyTab } from './policy-tab';

/** The page of those who run access in a project. */
export const Console = () => (
  <Tabs id="console">
    <TabList>
      <Tab>Applications</Tab>
      <Tab>Policy</Tab>
    </TabList>
    <TabPanel>
      <ApplicationsTab />
    </TabPanel>
    <TabPanel>
      <PolicyTab />
    </TabPanel>
  </Tabs>
);
