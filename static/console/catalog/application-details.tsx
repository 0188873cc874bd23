import { DynamicTable, Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import { PersonName } from '../../components/person-name';
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
import { EndDate, Level, NoticeDate, Prices, seatsWords, Unknown } from '../shared/catalog-words';
import { catalogMessages } from './messages';
import { call } from './use-catalog';

/** One application: who answers for it, what its tiers are, what was bought, and who gets it by their role. */
export const ApplicationDetails = ({ applicationKey }: { readonly applicationKey: string }) => {
  const words = useClockWords();
  const { loaded, reload } = useLoaded(() => call('catalog/show', { key: applicationKey }));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={8} label={catalogMessages.details.loading} />;
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

const { details, tiers, contracts: contractWords, roleMappings: mappingWords } = catalogMessages;

const Facts = ({ view: { application } }: Props) => (
  <Stack space="space.100">
    <Heading as="h3" size="medium">
      {application.name}
    </Heading>
    {application.description !== '' && <Text>{application.description}</Text>}
    <FactRow name={details.owner}>
      <Person accountId={application.ownerId} />
    </FactRow>
    <FactRow name={details.backupOwner}>
      <Person accountId={application.backupOwnerId} />
    </FactRow>
    <FactRow name={details.support}>
      <Known text={application.supportPath} />
    </FactRow>
    <FactRow name={details.criticality}>
      <Level level={application.criticality} />
    </FactRow>
    <FactRow name={details.risk}>
      <Level level={application.risk} />
    </FactRow>
    <FactRow name={details.region}>
      <Known text={application.region} />
    </FactRow>
    <FactRow name={details.idleAfter}>
      <Known
        text={application.idleDays === null ? details.idleByDefault : details.idleDays(application.idleDays)}
      />
    </FactRow>
  </Stack>
);

const Person = ({ accountId }: { readonly accountId: string | null }) =>
  accountId === null ? <Text>{details.nobody}</Text> : <PersonName accountId={accountId} />;

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
  <Section title={tiers.title}>
    <DynamicTable
      label={tiers.title}
      head={{
        cells: [
          { key: 'tier', content: tiers.columns.tier, width: 30 },
          { key: 'seats', content: tiers.columns.seats, width: 14 },
          { key: 'price', content: tiers.columns.price, width: 20 },
          { key: 'end', content: tiers.columns.end, width: 18 },
          { key: 'lower', content: tiers.columns.lower, width: 18 },
        ],
      }}
      rows={application.tiers.map((tier) => ({
        key: tier.key,
        cells: [
          { key: 'tier', content: <TierName tier={tier} /> },
          { key: 'seats', content: <Text>{tiers.seats(tier.seats)}</Text> },
          { key: 'price', content: <Prices lines={tier.priceLines} /> },
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
      {tier.premium && <Lozenge appearance="new">{tiers.premium}</Lozenge>}
      {tier.addOn && <Lozenge>{tiers.addOn}</Lozenge>}
    </Inline>
    {tier.summary !== '' && <Text>{tier.summary}</Text>}
    {tier.roles.length > 0 && (
      <Text size="small" color="color.text.subtle">
        {tiers.roles(tier.roles)}
      </Text>
    )}
  </Stack>
);

const STATE_TONES = { 'in-force': 'success', coming: 'inprogress', over: 'default' } as const;

const Contracts = ({ view: { application, contracts, day }, words }: Props) => (
  <Section title={contractWords.title}>
    {contracts.length === 0 ? (
      <Text>{contractWords.none}</Text>
    ) : (
      <DynamicTable
        label={contractWords.title}
        head={{
          cells: [
            { key: 'contract', content: contractWords.columns.contract, width: 22 },
            { key: 'state', content: contractWords.columns.state, width: 10 },
            { key: 'time', content: contractWords.columns.time, width: 22 },
            { key: 'notice', content: contractWords.columns.notice, width: 20 },
            { key: 'tiers', content: contractWords.columns.tiers, width: 26 },
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
              content: (
                <Lozenge appearance={STATE_TONES[contract.state]}>
                  {contractWords.states[contract.state]}
                </Lozenge>
              ),
            },
            {
              key: 'time',
              content: (
                <Stack>
                  <Text>{words.date(contract.start)}</Text>
                  <Text>{contract.end === null ? contractWords.noEnd : words.date(contract.end)}</Text>
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
                      {contractWords.renews}
                    </Text>
                  )}
                </Stack>
              ),
            },
            {
              key: 'tiers',
              content: (
                <Stack>
                  {contract.tiers.map((line) => (
                    <Text key={line.tierKey}>{lineWords(application.tiers, line)}</Text>
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

function lineWords(
  known: readonly Tier[],
  { tierKey, seats, price }: ApplicationView['contracts'][number]['tiers'][number],
): string {
  const tier = nameOf(known, tierKey) ?? tierKey;
  return price
    ? contractWords.pricedSeats(tier, seatsWords(seats), priceWords(price))
    : contractWords.seats(tier, seatsWords(seats));
}

const RoleMappings = ({ view: { application, roleMappings } }: Props) => (
  <Section title={mappingWords.title}>
    {roleMappings.length === 0 ? (
      <Text>{mappingWords.none}</Text>
    ) : (
      <DynamicTable
        label={mappingWords.label}
        head={{
          cells: [
            { key: 'department', content: mappingWords.columns.department, width: 35 },
            { key: 'job', content: mappingWords.columns.job, width: 35 },
            { key: 'gets', content: mappingWords.columns.gets, width: 30 },
          ],
        }}
        rows={roleMappings.map(({ key, department, job, tierKey, role }) => ({
          key,
          cells: [
            { key: 'department', content: <Text>{department ?? mappingWords.any}</Text> },
            { key: 'job', content: <Text>{job ?? mappingWords.any}</Text> },
            {
              key: 'gets',
              content: <Text>{grantWords(nameOf(application.tiers, tierKey) ?? tierKey, role)}</Text>,
            },
          ],
        }))}
        rowsPerPage={10}
      />
    )}
  </Section>
);

const grantWords = (tier: string, role: string | null): string =>
  role === null ? tier : mappingWords.tierAs(tier, role);
