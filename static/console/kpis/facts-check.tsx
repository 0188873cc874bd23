import {
  Heading,
  Inline,
  Link,
  List,
  ListItem,
  LoadingButton,
  ProgressBar,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import type { FactsCalls, FactsReport } from '../../../src/kpis/contract/facts-check';
import { ActionError } from '../../components/action-error';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { callOf } from '../../lib/call';
import type { ClockWords } from '../../lib/clock-words';
import { useAction } from '../../lib/use-action';
import { useClockWords } from '../../lib/use-clock-words';
import { useLoaded } from '../../lib/use-loaded';

const call = callOf<FactsCalls>();

interface Props {
  /** Facts were set right, so the figures are others. */
  readonly onRepaired: () => Promise<unknown>;
}

/** How the facts behind the figures compare with the tickets in Jira, and making them anew. */
export const FactsCheck = ({ onRepaired }: Props) => {
  const { loaded, reload } = useLoaded(() => call('facts/report', {}));
  return (
    <Stack space="space.100">
      <Heading as="h4" size="small">
        Compared with Jira
      </Heading>
      {loaded.kind === 'loading' && (
        <LoadingLines lines={2} label="Loading how the facts compare with Jira" />
      )}
      {loaded.kind === 'failed' && (
        <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />
      )}
      {loaded.kind === 'ready' && (
        <Compared
          report={loaded.data}
          onRepaired={async () => {
            await reload();
            await onRepaired();
          }}
        />
      )}
    </Stack>
  );
};

type Rebuild = NonNullable<FactsReport['rebuild']>;

const Compared = ({ report, onRepaired }: Props & { readonly report: FactsReport }) => {
  const words = useClockWords();
  const { busy, error, run } = useAction();
  const [latest, setLatest] = useState<Rebuild | null>(null);
  const rebuild = latest ?? report.rebuild;
  const isUnderWay = rebuild !== null && rebuild.completedAt === null;
  const goOn = (): Promise<void> =>
    run(async () => {
      let reached: Rebuild;
      do {
        reached = await call('facts/rebuild', {});
        setLatest(reached);
      } while (reached.completedAt === null);
      await onRepaired();
      setLatest(null);
    });
  return (
    <Stack space="space.100">
      <Check report={report} words={words} />
      {rebuild !== null && <Progress rebuild={rebuild} words={words} now={report.now} />}
      <ActionError title="The rebuild stopped" message={error} />
      {report.mayRebuild && report.total > 0 && (
        <Inline>
          <LoadingButton isLoading={busy} onClick={() => void goOn()}>
            {isUnderWay ? 'Go on with the rebuild' : 'Rebuild from Jira'}
          </LoadingButton>
        </Inline>
      )}
    </Stack>
  );
};

interface ReportProps {
  readonly report: FactsReport;
  readonly words: ClockWords;
}

const Check = ({ report: { check, rebuild, total, now }, words }: ReportProps) => {
  if (check === null)
    return (
      <Text color="color.text.subtle">
        Each night some tickets are compared with their history in Jira. That has not happened yet.
      </Text>
    );
  const { at, checked, unchecked, differenceCount, differences } = check;
  const others =
    unchecked === 0 ? '' : ` ${unchecked} more could not be: they are gone, or their history is too long.`;
  const told = `${checked} of ${countWords(total, 'ticket')} were compared with their history in Jira, ${words.moment(at, now)}.${others}`;
  const isRepaired = rebuild !== null && rebuild.startedAt > at;
  if (differenceCount === 0 || isRepaired)
    return (
      <Text>{`${told} ${differenceCount === 0 ? 'Nothing differs.' : `${countWords(differenceCount, 'fact')} differed before the rebuild.`}`}</Text>
    );
  return (
    <SectionMessage appearance="warning" title={`${countWords(differenceCount, 'fact')} differ from Jira`}>
      <Stack space="space.100">
        <Text>{`${told} Figures may be off until the facts are made anew.`}</Text>
        <List type="unordered">
          {differences.slice(0, MOST_SHOWN).map(({ issueKey, kind, fact, at: when }) => (
            <ListItem key={`${issueKey} ${kind} ${fact} ${when}`}>
              <Link href={`/browse/${issueKey}`}>{issueKey}</Link>
              {`: ${DIFFERENCES[kind](FACTS[fact])}, ${words.moment(when, now)}`}
            </ListItem>
          ))}
        </List>
        {differenceCount > MOST_SHOWN && <Text>{`The first ${MOST_SHOWN} of ${differenceCount}.`}</Text>}
      </Stack>
    </SectionMessage>
  );
};

const MOST_SHOWN = 10;

const countWords = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const FACTS: Readonly<Record<FactsCheckFact, string>> = {
  requested: 'request',
  approved: 'approval',
  declined: 'decline',
  fulfilled: 'fulfillment',
  reopened: 'reopening',
  unapproved: 'fulfillment without a decision',
};

type FactsCheckFact = NonNullable<FactsReport['check']>['differences'][number]['fact'];
type DifferenceKind = NonNullable<FactsReport['check']>['differences'][number]['kind'];

const DIFFERENCES: Readonly<Record<DifferenceKind, (fact: string) => string>> = {
  missing: (fact) => `a ${fact} is missing here`,
  unknown: (fact) => `a ${fact} is not in Jira’s history`,
  'other-time': (fact) => `a ${fact} happened at another time`,
  'other-cycle': (fact) => `a ${fact} is counted as another cycle`,
  'other-measurement': (fact) => `a ${fact} has another SLA measurement`,
};

const Progress = ({
  rebuild: { done, total, repaired, unchecked, startedAt, completedAt },
  words,
  now,
}: {
  readonly rebuild: Rebuild;
  readonly words: ClockWords;
  readonly now: number;
}) => {
  const result = `facts of ${countWords(repaired, 'ticket')} set right${
    unchecked === 0 ? '' : `, ${unchecked} left as they are: gone, or a history that is too long`
  }`;
  if (completedAt !== null)
    return (
      <Text>{`Rebuilt ${words.moment(completedAt, now)}: ${countWords(done, 'ticket')}, ${result}.`}</Text>
    );
  return (
    <Stack space="space.050">
      <ProgressBar
        value={total === 0 ? 0 : Math.min(1, done / total)}
        ariaLabel={`${done} of ${total} tickets are rebuilt`}
      />
      <Text>{`Rebuild begun ${words.moment(startedAt, now)}: ${done} of ${countWords(total, 'ticket')}, ${result}. It goes on by itself in the night.`}</Text>
    </Stack>
  );
};
