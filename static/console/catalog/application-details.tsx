import { DynamicTable, Heading, Inline, Lozenge, Stack, Text, User } from '@forge/react';
import type { ReactNode } from 'react';
import type { ApplicationView } from '../../../src/catalog/contract/catalog';
import type { Tier } from '../../../src/catalog/rules/catalog';
import { FactRow } from '../../components/fact-row';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import type { ClockWords } from '../../lib/clock-words';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';
import { priceWords } from '../../lib/words';
import { EndDate, Level, NoticeDate, seatsWords, Unknown } from '../shared/catalog-words';
import { call } from './use-catalog';

/** One application: who answers for it, what its tiers are, what was bought, and who gets it by their role. */
export const ApplicationDetails = ({ applicationKey }: { readonly applicationKey: string }) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('catalog/show', { key: applicationKey }));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={8} label="Loading the application" />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <Details view={loaded.data} words={words} />;
  }
};

interface Props {
  readonly view: ApplicationView;
  readonly words: ClockWords;
}

const Details = (props: Props) => (
  <Stack space="space.300">
    <Facts {...props} />
    <Tiers {...props} />
    <Contracts {...props} />
    <RoleMappings {...props} />
  </Stack>
);

const Facts = ({ view: { application } }: Props) => (
  <Stack space="space.100">
    <Heading as="h3" size="medium">
      {application.name}
    </Heading>
    {application.description !== '' && <Text>{application.description}</Text>}
    <FactRow name="Owner">
      <Person accountId={application.ownerId} />
    </FactRow>
    <FactRow name="Backup owner">
      <Person accountId={application.backupOwnerId} />
    </FactRow>
    <FactRow name="Support">
      <Known text={application.supportPath} />
    </FactRow>
    <FactRow name="Criticality">
      <Level level={application.criticality} />
    </FactRow>
    <FactRow name="Risk">
      <Level level={application.risk} />
    </FactRow>
    <FactRow name="Region">
      <Known text={application.region} />
    </FactRow>
    <FactRow name="Idle after">
      <Known
        text={application.idleDays === null ? 'the default' : `${application.idleDays} days without use`}
      />
    </FactRow>
  </Stack>
);

const Person = ({ accountId }: { readonly accountId: string | null }) =>
  accountId === null ? <Text>nobody</Text> : <User accountId={accountId} />;

const Known = ({ text }: { readonly text: string | null }) =>
  text === null ? <Unknown /> : <Text>{text}</Text>;

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Stack space="space.100">
    <Heading as="h4" size="small">
      {title}
    </Heading>
    {children}
  </Stack>
);

const Tiers = ({ view: { application, day }, words }: Props) => (
  <Section title="Tiers">
    <DynamicTable
      label="Tiers"
      head={{
        cells: [
          { key: 'tier', content: 'Tier', width: 30 },
          { key: 'seats', content: 'Seats bought', width: 14 },
          { key: 'price', content: 'Price of a seat', width: 20 },
          { key: 'end', content: 'Contract ends', width: 18 },
          { key: 'lower', content: 'Goes down to', width: 18 },
        ],
      }}
      rows={application.tiers.map((tier) => ({
        key: tier.key,
        cells: [
          { key: 'tier', content: <TierName tier={tier} /> },
          { key: 'seats', content: <Text>{String(tier.seats)}</Text> },
          { key: 'price', content: <Known text={tier.price && priceWords(tier.price)} /> },
          { key: 'end', content: <EndDate date={tier.contractEnd} day={day} words={words} /> },
          { key: 'lower', content: <Known text={nameOf(application.tiers, tier.lowerTierKey)} /> },
        ],
      }))}
    />
  </Section>
);

const nameOf = (tiers: readonly Tier[], key: string | null): string | null =>
  tiers.find((tier) => tier.key === key)?.name ?? null;

const TierName = ({ tier }: { readonly tier: Tier }) => (
  <Stack>
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Text weight="medium">{tier.name}</Text>
      {tier.premium && <Lozenge appearance="new">premium</Lozenge>}
      {tier.addOn && <Lozenge>add-on</Lozenge>}
    </Inline>
    {tier.summary !== '' && <Text>{tier.summary}</Text>}
    {tier.roles.length > 0 && (
      <Text size="small" color="color.text.subtle">
        {`Roles: ${tier.roles.join(', ')}`}
      </Text>
    )}
  </Stack>
);

const STATES = {
  'in-force': ['in force', 'success'],
  coming: ['to come', 'inprogress'],
  over: ['over', 'default'],
} as const;

const Contracts = ({ view: { application, contracts, day }, words }: Props) => (
  <Section title="Contracts">
    {contracts.length === 0 ? (
      <Text>There are none; the tiers themselves say how many seats were bought.</Text>
    ) : (
      <DynamicTable
        label="Contracts"
        head={{
          cells: [
            { key: 'contract', content: 'Contract', width: 22 },
            { key: 'state', content: 'State', width: 10 },
            { key: 'time', content: 'From and to', width: 22 },
            { key: 'notice', content: 'Notice by', width: 20 },
            { key: 'tiers', content: 'Buys', width: 26 },
          ],
        }}
        rows={contracts.map((contract) => ({
          key: contract.key,
          cells: [
            {
              key: 'contract',
              content: (
                <Stack>
                  <Text>{contract.supplier}</Text>
                  <Text size="small" color="color.text.subtle">
                    {contract.key}
                  </Text>
                </Stack>
              ),
            },
            {
              key: 'state',
              content: <Lozenge appearance={STATES[contract.state][1]}>{STATES[contract.state][0]}</Lozenge>,
            },
            {
              key: 'time',
              content: (
                <Stack>
                  <Text>{words.date(contract.start)}</Text>
                  <Text>{contract.end === null ? 'no end' : words.date(contract.end)}</Text>
                </Stack>
              ),
            },
            {
              key: 'notice',
              content: (
                <Stack>
                  {contract.state === 'over' ? (
                    <Unknown />
                  ) : (
                    <NoticeDate date={contract.noticeBy} day={day} words={words} />
                  )}
                  {contract.autoRenew && contract.state !== 'over' && (
                    <Text size="small" color="color.text.subtle">
                      renews without notice
                    </Text>
                  )}
                </Stack>
              ),
            },
            {
              key: 'tiers',
              content: (
                <Stack>
                  {contract.tiers.map(({ tierKey, seats, price }) => (
                    <Text key={tierKey}>
                      {`${nameOf(application.tiers, tierKey) ?? tierKey}, ${seatsWords(seats)}${price ? ` at ${priceWords(price)}` : ''}`}
                    </Text>
                  ))}
                </Stack>
              ),
            },
          ],
        }))}
        rowsPerPage={10}
      />
    )}
  </Section>
);

const RoleMappings = ({ view: { application, roleMappings } }: Props) => (
  <Section title="Who gets it by their role">
    {roleMappings.length === 0 ? (
      <Text>Nobody gets it because of a department or a job.</Text>
    ) : (
      <DynamicTable
        label="Role mappings"
        head={{
          cells: [
            { key: 'department', content: 'Department', width: 35 },
            { key: 'job', content: 'Job', width: 35 },
            { key: 'gets', content: 'Gets', width: 30 },
          ],
        }}
        rows={roleMappings.map(({ key, department, job, tierKey, role }) => ({
          key,
          cells: [
            { key: 'department', content: <Text>{department ?? 'Any'}</Text> },
            { key: 'job', content: <Text>{job ?? 'Any'}</Text> },
            {
              key: 'gets',
              content: (
                <Text>
                  {`${nameOf(application.tiers, tierKey) ?? tierKey}${role === null ? '' : ` as ${role}`}`}
                </Text>
              ),
            },
          ],
        }))}
        rowsPerPage={10}
      />
    )}
  </Section>
);
