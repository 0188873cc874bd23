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
import { adminPageMessages } from './messages';

const messages = adminPageMessages.guard;

interface Props {
  readonly guard: ProjectGuardView;
  readonly words: ClockWords;
  readonly now: number;
  /** Name of the act that is under way, if any. */
  readonly busy: string | null;
  readonly onCheck: (name: string) => void;
  readonly onSwitchOn: (name: string) => void;
}

/** One project's guard: a line where all is well, else what is wrong and the way to repair it. */
export const ProjectGuard = (props: Props) => {
  const { guard } = props;
  if (guard.failure !== null || guard.state === 'unknown') return <NotChecked {...props} />;
  switch (guard.state) {
    case 'healthy':
      return <Healthy {...props} />;
    case 'unreachable':
      return (
        <SectionMessage appearance="warning" title={messages.unreachable.title(guard.projectKey)}>
          <Text>{messages.unreachable.text}</Text>
        </SectionMessage>
      );
    case 'missing':
    case 'switched-off':
      return <Gaps {...props} />;
  }
};

const Healthy = ({ guard, words, now }: Props) => (
  <Inline space="space.100" alignBlock="center" shouldWrap>
    <Lozenge appearance="success">{messages.guarded}</Lozenge>
    <Text weight="medium">{guard.projectKey}</Text>
    <Text color="color.text.subtle">
      {`${messages.healthy(guard.transitions)}${checkedWords({ guard, words, now })}`}
    </Text>
  </Inline>
);

const NotChecked = ({ guard, words, now, busy, onCheck }: Props) => {
  const name = `retry:${guard.projectId}`;
  return (
    <SectionMessage appearance="warning" title={messages.unchecked.title(guard.projectKey)}>
      <Stack space="space.100">
        <Text>{guard.failure ?? messages.unchecked.never}</Text>
        {guard.foundAt !== null && (
          <Text>
            {messages.unchecked.lastSeen(
              words.moment(guard.foundAt, now),
              guard.gaps.length === 0 ? messages.unchecked.fine : gapsSentence(guard.gaps),
            )}
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
            {messages.retry}
          </LoadingButton>
        </Inline>
      </Stack>
    </SectionMessage>
  );
};

const Gaps = ({ guard, words, now, busy, onSwitchOn }: Props) => {
  const name = `switch-on:${guard.projectId}`;
  const missing = guard.gaps.filter(({ kind }) => kind === 'missing');
  const off = guard.gaps.filter(({ kind }) => kind === 'switched-off');
  const others = guard.gaps.flatMap(({ workTypes }) => workTypes.map(({ name }) => name));
  return (
    <SectionMessage
      appearance="error"
      title={(missing.length > 0 ? messages.gaps.missing : messages.gaps.switchedOff)(guard.projectKey)}
    >
      <Stack space="space.150">
        <Text>{`${messages.gaps.risk} ${gapsSentence(guard.gaps)}`}</Text>
        {others.length > 0 && <Text>{messages.gaps.others(names(others))}</Text>}
        {off.length > 0 && (
          <Stack space="space.100">
            <Text>{messages.gaps.cause}</Text>
            <Inline>
              <LoadingButton
                appearance="primary"
                isLoading={busy === name}
                isDisabled={busy !== null}
                onClick={() => {
                  onSwitchOn(name);
                }}
              >
                {messages.gaps.switchOn}
              </LoadingButton>
            </Inline>
          </Stack>
        )}
        {missing.length > 0 && <Steps projectKey={guard.projectKey} missing={missing} />}
        <Text color="color.text.subtle">
          {`${messages.gaps.unguarded(guard.gaps.length, guard.transitions)}${checkedWords({ guard, words, now })}`}
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
    <Text>{messages.steps.intro}</Text>
    <List type="ordered">
      <ListItem>
        <Link href={workflowsPath(projectKey)} openNewTab>
          {messages.steps.open(projectKey)}
        </Link>
        {messages.steps.edit(names(missing.map(({ workflow }) => workflow)))}
      </ListItem>
      <ListItem>{messages.steps.select(names(missing.map(({ transition }) => transition)))}</ListItem>
      <ListItem>{messages.steps.add}</ListItem>
      <ListItem>{messages.steps.update}</ListItem>
    </List>
  </Stack>
);

const names = (all: readonly string[]): string => [...new Set(all)].map(messages.quoted).join(messages.and);

const gapsSentence = (gaps: readonly GuardGap[]): string =>
  gaps
    .map(({ kind, transition, workflow }) =>
      (kind === 'missing' ? messages.gaps.missingOn : messages.gaps.offOn)(transition, workflow),
    )
    .join(' ');

const checkedWords = ({ guard, words, now }: Pick<Props, 'guard' | 'words' | 'now'>): string =>
  guard.checkedAt === null ? '' : messages.checked(words.moment(guard.checkedAt, now));
