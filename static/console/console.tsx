import { Tab, TabList, TabPanel, Tabs } from '@forge/react';
import { PolicyTab } from './policy-tab';

/** The page of those who run access in a project. */
export const Console = () => (
  <Tabs id="console">
    <TabList>
      <Tab>Policy</Tab>
    </TabList>
    <TabPanel>
      <PolicyTab />
    </TabPanel>
  </Tabs>
);
