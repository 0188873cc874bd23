import {
  Inline,
  Link,
  List,
  ListItem,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { workflowsPath, type ProjectGuardView } from '../../src/guard/contract/guard';
import type { GuardGap } from '../../src/guard/rules/guard-health';
import type { ClockWords } from '../lib/clock-words';

interface Props {
  readonly guard: ProjectGuardView;
  readonly words: ClockWords;
  readonly now: number;
  /** Name of the act that is under way, if any. */
  readonly busy: string | null;
  readonly onCheck: (name: string) => void;
  readonly onSwitchOn: (name: string) => void;
}

/** One project's guard: a line where all is well, else what is wrong and the way to mend it. */
export const ProjectGuard = (props: Props) => {
  const { guard } = props;
  if (guard.failure !== null || guard.state === 'unknown') return <NotChecked {...props} />;
  switch (guard.state) {
    case 'healthy':
      return <Healthy {...props} />;
    case 'unreachable':
      return (
        <SectionMessage appearance="warning" title={`${guard.projectKey}: nothing leads to fulfilled`}>
          <Text>
            No transition of the workflows leads to the status that is mapped as fulfilled. Check the mapping,
            or add a transition with the guard on it.
          </Text>
        </SectionMessage>
      );
    case 'missing':
    case 'switched-off':
      return <Gaps {...props} />;
  }
};

const Healthy = ({ guard, words, now }: Props) => (
  <Inline space="space.100" alignBlock="center" shouldWrap>
    <Lozenge appearance="success">guarded</Lozenge>
    <Text weight="medium">{guard.projectKey}</Text>
    <Text color="color.text.subtle">
      {`${transitionsWords(guard.transitions)} to fulfilled${checkedWords({ guard, words, now })}`}
    </Text>
  </Inline>
);

const NotChecked = ({ guard, words, now, busy, onCheck }: Props) => {
  const name = `retry ${guard.projectId}`;
  return (
    <SectionMessage appearance="warning" title={`${guard.projectKey}: the guard could not be checked`}>
      <Stack space="space.100">
        <Text>{guard.failure ?? 'Nobody has looked yet.'}</Text>
        {guard.foundAt !== null && (
          <Text>
            {`When it was last seen, ${words.moment(guard.foundAt, now)}, ${guard.gaps.length === 0 ? 'all was well.' : gapsSentence(guard.gaps)}`}
          </Text>
        )}
        <Inline>
          <LoadingButton
            isLoading={busy === name}
            isDisabled={busy !== null}
            onClick={() => {
              onCheck(name);
            }}
          >
            Retry
          </LoadingButton>
        </Inline>
      </Stack>
    </SectionMessage>
  );
};

const Gaps = ({ guard, words, now, busy, onSwitchOn }: Props) => {
  const name = `switch on ${guard.projectId}`;
  const missing = guard.gaps.filter(({ kind }) => kind === 'missing');
  const off = guard.gaps.filter(({ kind }) => kind === 'switched-off');
  return (
    <SectionMessage
      appearance="error"
      title={`${guard.projectKey}: the guard is ${missing.length > 0 ? 'missing' : 'switched off'}`}
    >
      <Stack space="space.150">
        <Text>
          {`Tickets can be fulfilled without approval; that is found and brought back only afterwards. ${gapsSentence(guard.gaps)}`}
        </Text>
        {off.length > 0 && (
          <Stack space="space.100">
            <Text>
              Jira does not say who or what switched it off. Should it happen again, the app’s logs tell
              whether the guard ran into trouble.
            </Text>
            <Inline>
              <LoadingButton
                appearance="primary"
                isLoading={busy === name}
                isDisabled={busy !== null}
                onClick={() => {
                  onSwitchOn(name);
                }}
              >
                Switch the guard on
              </LoadingButton>
            </Inline>
          </Stack>
        )}
        {missing.length > 0 && <Steps projectKey={guard.projectKey} missing={missing} />}
        <Text color="color.text.subtle">
          {`${guard.gaps.length} of ${transitionsWords(guard.transitions)} unguarded${checkedWords({ guard, words, now })}`}
        </Text>
      </Stack>
    </SectionMessage>
  );
};

/** Jira documents no way for an app to add a function validator, so a person does it. */
const Steps = ({
  projectKey,
  missing,
}: {
  readonly projectKey: string;
  readonly missing: readonly GuardGap[];
}) => (
  <Stack space="space.050">
    <Text>Jira lets only people add it:</Text>
    <List type="ordered">
      <ListItem>
        <Link href={workflowsPath(projectKey)} openNewTab>
          {`Open the workflows of ${projectKey}`}
        </Link>
        {` and edit ${names(missing.map(({ workflow }) => workflow))}.`}
      </ListItem>
      <ListItem>{`Select the transition ${names(missing.map(({ transition }) => transition))}.`}</ListItem>
      <ListItem>Add a rule, choose “Validate details” and then “Seatkeeper guard”.</ListItem>
      <ListItem>Update the workflow, come back here and check again.</ListItem>
    </List>
  </Stack>
);

const names = (all: readonly string[]): string => [...new Set(all)].map((name) => `“${name}”`).join(' and ');

const gapsSentence = (gaps: readonly GuardGap[]): string =>
  gaps
    .map(
      ({ kind, transition, workflow }) =>
        `It is ${kind === 'missing' ? 'missing' : 'switched off'} on “${transition}” of “${workflow}”.`,
    )
    .join(' ');

const transitionsWords = (count: number): string => `${count} ${count === 1 ? 'transition' : 'transitions'}`;

const checkedWords = ({ guard, words, now }: Pick<Props, 'guard' | 'words' | 'now'>): string =>
  guard.checkedAt === null ? '' : ` · checked ${words.moment(guard.checkedAt, now)}`;
