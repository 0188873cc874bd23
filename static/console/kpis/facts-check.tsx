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
import { kpiMessages } from './messages';

const call = callOf<FactsCalls>();
const messages = kpiMessages.factsCheck;

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
        {messages.title}
      </Heading>
      {loaded.kind === 'loading' && <LoadingLines lines={2} label={messages.loading} />}
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
      <ActionError title={messages.stopped} message={error} />
      {report.mayRebuild && report.total > 0 && (
        <Inline>
          <LoadingButton isLoading={busy} onClick={() => void goOn()}>
            {isUnderWay ? messages.continue : messages.start}
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
  if (check === null) return <Text color="color.text.subtle">{messages.notYet}</Text>;
  const { at, checked, unchecked, differenceCount, differences } = check;
  const others = unchecked === 0 ? '' : ` ${messages.unchecked(unchecked)}`;
  const compared = `${messages.compared(checked, total, words.moment(at, now))}${others}`;
  const isRepaired = rebuild !== null && rebuild.startedAt > at;
  if (differenceCount === 0 || isRepaired)
    return (
      <Text>
        {`${compared} ${differenceCount === 0 ? messages.noDifferences : messages.differedBefore(differenceCount)}`}
      </Text>
    );
  return (
    <SectionMessage appearance="warning" title={messages.differ(differenceCount)}>
      <Stack space="space.100">
        <Text>{`${compared} ${messages.effect}`}</Text>
        <List type="unordered">
          {differences.slice(0, MOST_SHOWN).map(({ issueKey, kind, fact, at: when }) => (
            <ListItem key={`${issueKey} ${kind} ${fact} ${when}`}>
              <Link href={`/browse/${issueKey}`}>{issueKey}</Link>
              {messages.difference(messages.differences[kind](messages.facts[fact]), words.moment(when, now))}
            </ListItem>
          ))}
        </List>
        {differenceCount > MOST_SHOWN && <Text>{messages.firstShown(MOST_SHOWN, differenceCount)}</Text>}
      </Stack>
    </SectionMessage>
  );
};

const MOST_SHOWN = 10;

const Progress = ({
  rebuild: { done, total, repaired, unchecked, startedAt, completedAt },
  words,
  now,
}: {
  readonly rebuild: Rebuild;
  readonly words: ClockWords;
  readonly now: number;
}) => {
  const result = [
    messages.corrected(repaired),
    ...(unchecked === 0 ? [] : [messages.unchanged(unchecked)]),
  ].join(' ');
  if (completedAt !== null)
    return <Text>{`${messages.rebuilt(words.moment(completedAt, now), done)} ${result}`}</Text>;
  return (
    <Stack space="space.050">
      <ProgressBar
        value={total === 0 ? 0 : Math.min(1, done / total)}
        ariaLabel={messages.progress(done, total)}
      />
      <Text>
        {`${messages.underWay(words.moment(startedAt, now), done, total)} ${result} ${messages.continuesAtNight}`}
      </Text>
    </Stack>
  );
};
