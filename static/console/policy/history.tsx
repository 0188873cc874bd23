import {
  Button,
  ButtonGroup,
  DynamicTable,
  Heading,
  Inline,
  Lozenge,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { PersonName } from '../../components/person-name';
import { useState } from 'react';
import type { PolicyVersionView } from '../../../src/policy/contract/policy';
import { Failed } from '../../components/failed';
import { LoadingLines } from '../../components/loading';
import { useLoaded } from '../../lib/use-loaded';
import { DiffView } from './diff-view';
import { WideEnough } from '../../components/wide-enough';
import { policyMessages } from './messages';
import type { PolicyProps } from './policy-props';
import { call, placeOf } from './use-policy';

const { history } = policyMessages;

const TONES = {
  draft: 'inprogress',
  proposed: 'moved',
  scheduled: 'inprogress',
  'in-force': 'success',
  superseded: 'default',
  rejected: 'removed',
  withdrawn: 'default',
} as const;

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Every version with who did what to it and when, and how any two of them differ. */
export const History = (props: PolicyProps) => {
  const { view, words, change } = props;
  const [compared, setCompared] = useState<Pair>();
  const [error, setError] = useState<string>();
  const showOutcome = async (outcome: Promise<string | undefined>): Promise<void> => {
    setError(await outcome);
  };
  return (
    <Stack space="space.150">
      <Heading as="h3" size="small">
        {history.title}
      </Heading>
      {error !== undefined && (
        <SectionMessage appearance="error" title={history.failed}>
          <Text>{error}</Text>
        </SectionMessage>
      )}
      <DynamicTable
        label={history.label}
        head={{
          cells: [
            { key: 'version', content: history.columns.version, width: 10 },
            { key: 'state', content: history.columns.state, width: 16 },
            { key: 'since', content: history.columns.since, width: 20 },
            { key: 'steps', content: history.columns.steps, width: 34 },
            { key: 'actions', content: history.columns.actions, width: 20 },
          ],
        }}
        rows={view.versions.map((one) => ({
          key: String(one.version),
          cells: [
            { key: 'version', content: <Text>{history.number(one.version)}</Text> },
            {
              key: 'state',
              content: <Lozenge appearance={TONES[one.state]}>{history.states[one.state]}</Lozenge>,
            },
            {
              key: 'since',
              content: (
                <WideEnough holds="date">
                  <Text>
                    {one.version === 0
                      ? history.sinceInstallation
                      : one.effectiveFrom === null
                        ? history.neverInForce
                        : words.moment(one.effectiveFrom, view.now)}
                  </Text>
                </WideEnough>
              ),
            },
            {
              key: 'steps',
              content: (
                <WideEnough holds="name">
                  <Steps version={one} {...props} />
                </WideEnough>
              ),
            },
            {
              key: 'actions',
              content: (
                <Actions
                  {...props}
                  version={one}
                  onCompare={setCompared}
                  onUseAsDraft={() =>
                    void showOutcome(
                      change('policy/use-as-draft', { after: placeOf(view), version: one.version }),
                    )
                  }
                  onWithdraw={() => void showOutcome(change('policy/withdraw', { version: one.version }))}
                />
              ),
            },
          ],
        }))}
        rowsPerPage={10}
      />
      <ModalTransition>
        {compared && (
          <Modal
            width="large"
            onClose={() => {
              setCompared(undefined);
            }}
          >
            <ModalHeader>
              <ModalTitle>{history.comparison(compared.from, compared.to)}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <Comparison {...compared} />
            </ModalBody>
            <ModalFooter>
              <Button
                onClick={() => {
                  setCompared(undefined);
                }}
              >
                {history.close}
              </Button>
            </ModalFooter>
          </Modal>
        )}
      </ModalTransition>
    </Stack>
  );
};

const MAX_STEPS = 4;

const Steps = ({ version, view, words }: PolicyProps & { readonly version: PolicyVersionView }) => {
  if (version.steps.length === 0) return <Text>{history.included}</Text>;
  const shown = version.steps.slice(-MAX_STEPS);
  const earlier = version.steps.length - shown.length;
  return (
    <Stack space="space.050">
      {earlier > 0 && <Text color="color.text.subtle">{history.earlier(earlier)}</Text>}
      {shown.map(({ step, kind, byId, at, note }) => (
        <Stack key={step}>
          <Inline space="space.075" alignBlock="center" shouldWrap>
            <Text>{history.steps[kind]}</Text>
            <PersonName accountId={byId} />
            <Text color="color.text.subtle">{words.moment(at, view.now)}</Text>
          </Inline>
          {note !== '' && <Text color="color.text.subtle">{history.note(note)}</Text>}
        </Stack>
      ))}
    </Stack>
  );
};

interface ActionsProps extends PolicyProps {
  readonly version: PolicyVersionView;
  readonly onCompare: (pair: Pair) => void;
  readonly onUseAsDraft: () => void;
  readonly onWithdraw: () => void;
}

const Actions = ({ view, version, onCompare, onUseAsDraft, onWithdraw }: ActionsProps) => {
  const { inForce } = view;
  const isOpen = version.state === 'draft' || version.state === 'proposed';
  // what counts is compared with what counted before it, everything else with what counts
  const before = view.versions.find((one) => one.version < version.version && one.effectiveFrom !== null);
  const pair =
    version.version === inForce.version
      ? { from: before?.version ?? 0, to: version.version }
      : { from: version.version, to: inForce.version };
  const isComparable = pair.from !== pair.to;
  return (
    <ButtonGroup label={history.version(version.version)}>
      {isComparable && (
        <Button
          spacing="compact"
          appearance="subtle"
          onClick={() => {
            onCompare(pair);
          }}
        >
          {history.compare(version.version === inForce.version ? pair.from : pair.to)}
        </Button>
      )}
      {view.mayEdit && !isOpen && version.version !== inForce.version && (
        <Button spacing="compact" appearance="subtle" onClick={onUseAsDraft}>
          {history.useAsDraft}
        </Button>
      )}
      {view.mayEdit && version.state === 'scheduled' && (
        <Button spacing="compact" appearance="subtle" onClick={onWithdraw}>
          {history.withdraw}
        </Button>
      )}
    </ButtonGroup>
  );
};

const Comparison = ({ from, to }: Pair) => {
  const { loaded, reload } = useLoaded(() => call('policy/compare', { from, to }));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={4} label={history.comparing} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return <DiffView label={history.changes} changes={loaded.data.changes} emptyText={history.same} />;
  }
};
