import type { ProjectSettings } from '../../src/settings/contract/project-settings';
import {
  Button,
  ButtonGroup,
  Heading,
  Inline,
  Label,
  LoadingButton,
  SectionMessage,
  Select,
  Stack,
  Text,
} from '@forge/react';
import { useState } from 'react';
import type { AdminCalls, ProjectChoice, ProjectSetupView, SetupView } from '../../src/flows/contract/admin';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { Saved } from '../components/saved';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { useSave } from '../lib/use-save';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.mapping;

const call = callOf<AdminCalls>();

interface Props {
  readonly project: ProjectChoice;
  readonly setup: SetupView;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Maps one project: which request types, fields and statuses mean what. */
export const ProjectForm = (props: Props) => {
  const { id, serviceDeskId } = props.project;
  const { loaded, reload } = useLoaded(() => call('admin/project-setup', { projectId: id, serviceDeskId }));
  if (loaded.kind === 'loading') return <LoadingLines lines={8} label={messages.loading} />;
  if (loaded.kind === 'failed')
    return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
  return <Mapping {...props} choices={loaded.data} />;
};

interface Option {
  readonly label: string;
  readonly value: string;
}

const FIELDS: readonly (readonly [keyof ProjectSettings['fields'], string])[] = [
  ['requestType', messages.fields.requestType],
  ['approvers', messages.fields.approvers],
  ['application', messages.fields.application],
  ['tier', messages.fields.tier],
  ['role', messages.fields.role],
  ['beneficiary', messages.fields.beneficiary],
  ['duration', messages.fields.duration],
  ['justification', messages.fields.justification],
  ['sla', messages.fields.sla],
  ['approvals', messages.fields.approvals],
];

const STATUSES: readonly (readonly [keyof ProjectSettings['statuses'], string])[] = [
  ['awaitingApproval', messages.statuses.awaitingApproval],
  ['ready', messages.statuses.ready],
  ['fulfilled', messages.statuses.fulfilled],
  ['declined', messages.statuses.declined],
  ['canceled', messages.statuses.canceled],
];

type Draft<Key extends string> = Readonly<Partial<Record<Key, string | null>>>;

// the server says which are missing
const chosenId = (id: string | null | undefined): string => id ?? '';

const Mapping = ({
  project,
  setup,
  choices,
  onDone,
  onCancel,
}: Props & { readonly choices: ProjectSetupView }) => {
  const before = setup.settings.find(({ projectId }) => projectId === project.id) ?? choices.suggestion;
  const [requestTypeIds, setRequestTypeIds] = useState<readonly string[]>(before?.requestTypeIds ?? []);
  const [fields, setFields] = useState<Draft<keyof ProjectSettings['fields']>>(before?.fields ?? {});
  const [statuses, setStatuses] = useState<Draft<keyof ProjectSettings['statuses']>>(before?.statuses ?? {});
  const [askingType, setAskingType] = useState(before?.reclaim?.requestTypeId ?? null);
  const { busy, outcome, save } = useSave();

  const saveMapping = (): Promise<void> =>
    save(async () => {
      const mapping = {
        projectId: project.id,
        projectKey: project.key,
        requestTypeIds,
        fields: fieldsOf(fields),
        statuses: statusesOf(statuses),
        reclaim:
          askingType === null ? null : { serviceDeskId: project.serviceDeskId, requestTypeId: askingType },
      };
      const after = setup.revisions[project.id] ?? 0;
      const { saved } = await call('admin/save-project', { project: mapping, after });
      if (saved) await onDone();
      return saved ? 'saved' : 'proposed';
    });
  const requestTypes = choices.requestTypes.map(toOption);
  return (
    <Stack space="space.150">
      <Heading as="h3" size="small">
        {adminPageMessages.projects.named(project.name, project.key)}
      </Heading>
      {before === choices.suggestion && before !== null && (
        <SectionMessage appearance="information">
          <Text>{messages.guessed}</Text>
        </SectionMessage>
      )}
      <Saved outcome={outcome} notSaved={messages.notSaved} />
      <Stack space="space.050">
        <Label labelFor="request-types">{messages.requestTypes}</Label>
        <Select
          inputId="request-types"
          isMulti
          options={requestTypes}
          defaultValue={requestTypes.filter(({ value }) => requestTypeIds.includes(value))}
          onChange={(chosen: readonly Option[]) => {
            setRequestTypeIds(chosen.map(({ value }) => value));
          }}
        />
      </Stack>
      <Choice
        name="asking-type"
        label={messages.askingType}
        options={requestTypes}
        value={askingType}
        onChoose={setAskingType}
      />
      {FIELDS.map(([key, label]) => (
        <Choice
          key={key}
          name={key}
          label={label}
          options={setup.fields.map(toOption)}
          value={fields[key] ?? null}
          onChoose={(value) => {
            setFields((draft) => ({ ...draft, [key]: value }));
          }}
        />
      ))}
      {STATUSES.map(([key, label]) => (
        <Choice
          key={key}
          name={key}
          label={messages.status(label)}
          options={choices.statuses.map(toOption)}
          value={statuses[key] ?? null}
          onChoose={(value) => {
            setStatuses((draft) => ({ ...draft, [key]: value }));
          }}
        />
      ))}
      <Inline>
        <ButtonGroup label={messages.actions}>
          <LoadingButton appearance="primary" isLoading={busy} onClick={() => void saveMapping()}>
            {messages.save}
          </LoadingButton>
          <Button onClick={onCancel} isDisabled={busy}>
            {messages.cancel}
          </Button>
        </ButtonGroup>
      </Inline>
    </Stack>
  );
};

const fieldsOf = (fields: Draft<keyof ProjectSettings['fields']>) => ({
  requestType: chosenId(fields.requestType),
  approvers: chosenId(fields.approvers),
  application: chosenId(fields.application),
  tier: chosenId(fields.tier),
  role: fields.role ?? null,
  beneficiary: chosenId(fields.beneficiary),
  duration: chosenId(fields.duration),
  justification: chosenId(fields.justification),
  sla: fields.sla ?? null,
  approvals: fields.approvals ?? null,
});

const statusesOf = (statuses: Draft<keyof ProjectSettings['statuses']>) => ({
  awaitingApproval: chosenId(statuses.awaitingApproval),
  ready: chosenId(statuses.ready),
  fulfilled: chosenId(statuses.fulfilled),
  declined: chosenId(statuses.declined),
  canceled: statuses.canceled ?? null,
});

const toOption = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({
  value: id,
  label: name,
});

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChoose: (value: string | null) => void;
}

const Choice = ({ name, label, options, value, onChoose }: ChoiceProps) => (
  <Stack space="space.050">
    <Label labelFor={name}>{label}</Label>
    <Select
      inputId={name}
      isClearable
      options={[...options]}
      defaultValue={options.find((option) => option.value === value)}
      onChange={(option: Option | null) => {
        onChoose(option?.value ?? null);
      }}
    />
  </Stack>
);
