import { Stack, Tab, TabList, TabPanel, Tabs } from '@forge/react';
import { useState } from 'react';
import { useChanges, WaitingNotice } from '../components/waiting-changes';
import { ApplicationsTab } from './catalog/applications-tab';
import { PolicyTab } from './policy/policy-tab';
import { PoolsTab, type OpenedPool } from './pools/pools-tab';
import { ReclaimTab } from './reclaim/reclaim-tab';
import { ReportsTab } from './kpis/reports-tab';
import { sharedMessages } from './shared/messages';

const APPLICATIONS = 0;
const POOLS = 1;

/** The page of those who run access in a project. */
export const Console = () => {
  const [tab, setTab] = useState(APPLICATIONS);
  const changes = useChanges();
  // each way into a pool opens it anew, also the one that is open already
  const [way, setWay] = useState<{ readonly turn: number; readonly to: OpenedPool | null }>({
    turn: 0,
    to: null,
  });
  return (
    <Stack space="space.100">
      {tab !== APPLICATIONS && (
        <WaitingNotice
          changes={changes}
          onReview={() => {
            setTab(APPLICATIONS);
          }}
        />
      )}
      <Tabs id="console" selected={tab} onChange={setTab}>
        <TabList>
          <Tab>{sharedMessages.tabs.applications}</Tab>
          <Tab>{sharedMessages.tabs.pools}</Tab>
          <Tab>{sharedMessages.tabs.reclaim}</Tab>
          <Tab>{sharedMessages.tabs.policy}</Tab>
          <Tab>{sharedMessages.tabs.reports}</Tab>
        </TabList>
        <TabPanel>
          <ApplicationsTab changes={changes} />
        </TabPanel>
        <TabPanel>
          <PoolsTab key={`${way.turn} ${changes.decisions}`} opened={way.to} />
        </TabPanel>
        <TabPanel>
          <ReclaimTab key={changes.decisions} />
        </TabPanel>
        <TabPanel>
          <PolicyTab />
        </TabPanel>
        <TabPanel>
          <ReportsTab
            onPool={(to) => {
              setWay(({ turn }) => ({ turn: turn + 1, to }));
              setTab(POOLS);
            }}
          />
        </TabPanel>
      </Tabs>
    </Stack>
  );
};
