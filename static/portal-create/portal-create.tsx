import { view } from '@forge/bridge';
import {
  Label,
  RadioGroup,
  RequiredAsterisk,
  Select,
  Stack,
  Text,
  TextArea,
  HelperMessage,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { CreatePanelInput } from '../../src/jira/contract/create-panel';
import { CREATE_PANEL_FIELD } from '../../src/jira/contract/create-panel-field';
import type { CatalogOffer, OfferedApplication, PortalCalls } from '../../src/flows/contract/portal';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { useLocale } from '../lib/use-locale';
import { GroupLabel } from './group-label';
import * as messages from './messages';
import { PersonField } from './person-field';
import { Preview } from './preview';
import { tierWords } from './tier-words';

const call = callOf<PortalCalls>();

/** The create panel in the portal: what, for whom, how long, why. */
export const PortalCreate = () => {
  const { loaded, reload } = useLoaded(() => call('portal/offer', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={5} label={messages.loading} />;
    case 'failed':
      return <Failed message={loaded.message} forbidden={loaded.forbidden} onRetry={reload} />;
    case 'ready':
      return loaded.data.kind === 'offer' ? <Choice offer={loaded.data} /> : <></>;
  }
};

const NOTHING: CreatePanelInput = {
  application: null,
  tier: null,
  role: null,
  beneficiaryId: null,
  duration: null,
  justification: null,
};

const DURATIONS = [
  { label: messages.duration.noEnd, value: 'none' },
  ...[30, 90, 180].map((days) => ({ label: messages.duration.days(days), value: String(days) })),
  { label: messages.duration.oneYear, value: '365' },
];

const FOR = [
  { name: 'for', value: 'me', label: messages.forWhom.me },
  { name: 'for', value: 'other', label: messages.forWhom.other },
];

interface Option {
  readonly value: string;
}

const Choice = ({ offer }: { readonly offer: Extract<CatalogOffer, { kind: 'offer' }> }) => {
  const { applications } = offer;
  const [input, setInput] = useState(NOTHING);
  const [forOther, setForOther] = useState(false);
  const change = (part: Partial<CreatePanelInput>): void => {
    setInput((before) => ({ ...before, ...part }));
  };
  const application = applications.find(({ key }) => key === input.application);
  const roles = application?.tiers.find(({ key }) => key === input.tier)?.roles ?? [];
  const hasRole = roles.length < 2 || input.role !== null;
  const hasPerson = !forOther || input.beneficiaryId !== null;
  const isValid =
    input.application !== null &&
    input.tier !== null &&
    hasRole &&
    (input.justification ?? '').trim() !== '' &&
    hasPerson;
  useEffect(() => {
    // the portal keeps what was submitted last and lets the request be sent once it is valid
    void view.submit({ fields: [{ key: CREATE_PANEL_FIELD, value: input }], isValid });
  }, [input, isValid]);

  if (applications.length === 0) return <Text>{messages.empty}</Text>;
  return (
    <Stack space="space.200">
      <Applications applications={applications} onChange={change} />
      {application && (
        <Tiers
          key={application.key}
          application={application}
          tier={input.tier}
          forSelf={!forOther}
          onTier={(tier) => {
            change({ tier, role: null });
          }}
        />
      )}
      {roles.length > 1 && (
        <Roles
          key={`${input.application ?? ''}/${input.tier ?? ''}`}
          roles={roles}
          role={input.role}
          onRole={(role) => {
            change({ role });
          }}
        />
      )}
      {offer.canOrderForOthers && (
        <ForWhom
          canSearchPeople={offer.canSearchPeople}
          forOther={forOther}
          onForOther={setForOther}
          onChange={change}
        />
      )}
      <Duration onChange={change} />
      <Justification onChange={change} />
      {input.application !== null && input.tier !== null && hasRole && hasPerson && (
        <Preview
          application={input.application}
          tier={input.tier}
          role={input.role}
          beneficiaryId={input.beneficiaryId}
          durationDays={typeof input.duration === 'number' ? input.duration : null}
        />
      )}
    </Stack>
  );
};

interface PartProps {
  readonly onChange: (part: Partial<CreatePanelInput>) => void;
}

const Applications = ({
  applications,
  onChange,
}: PartProps & { readonly applications: readonly OfferedApplication[] }) => (
  <Stack space="space.050">
    <Label labelFor="application">
      {messages.application.label} <RequiredAsterisk />
    </Label>
    <Select
      inputId="application"
      placeholder={messages.application.placeholder}
      options={applications.map(({ key, name, description }) => ({
        value: key,
        label: messages.option(name, description),
      }))}
      onChange={(option: Option) => {
        const chosen = applications.find(({ key }) => key === option.value);
        // one tier is no choice, so it is made
        onChange({
          application: option.value,
          tier: chosen?.tiers.length === 1 ? (chosen.tiers[0]?.key ?? null) : null,
          role: null,
        });
      }}
    />
  </Stack>
);

interface ForWhomProps extends PartProps {
  readonly canSearchPeople: boolean;
  readonly forOther: boolean;
  readonly onForOther: (forOther: boolean) => void;
}

const ForWhom = ({ canSearchPeople, forOther, onForOther, onChange }: ForWhomProps) => (
  <Stack space="space.050">
    <GroupLabel>{messages.forWhom.label}</GroupLabel>
    <RadioGroup
      name="for"
      options={FOR}
      value={forOther ? 'other' : 'me'}
      onChange={(event) => {
        onForOther(event.target.value === 'other');
        onChange({ beneficiaryId: null });
      }}
    />
    {forOther && (
      <PersonField
        canSearchPeople={canSearchPeople}
        onPerson={(beneficiaryId) => {
          onChange({ beneficiaryId });
        }}
      />
    )}
  </Stack>
);

const Duration = ({ onChange }: PartProps) => (
  <Stack space="space.050">
    <Label labelFor="duration">{messages.duration.label}</Label>
    <Select
      inputId="duration"
      options={DURATIONS}
      defaultValue={DURATIONS[0]}
      onChange={(option: Option) => {
        onChange({ duration: option.value === 'none' ? null : Number(option.value) });
      }}
    />
    <HelperMessage>{messages.duration.help}</HelperMessage>
  </Stack>
);

const Justification = ({ onChange }: PartProps) => (
  <Stack space="space.050">
    <Label labelFor="justification">
      {messages.reason.label} <RequiredAsterisk />
    </Label>
    <TextArea
      id="justification"
      name="justification"
      maxLength={2000}
      placeholder={messages.reason.placeholder}
      onChange={(event) => {
        onChange({ justification: String(event.target.value) });
      }}
    />
  </Stack>
);

interface TiersProps {
  readonly application: OfferedApplication;
  readonly tier: string | null;
  readonly forSelf: boolean;
  readonly onTier: (tier: string) => void;
}

const Tiers = ({ application, tier, forSelf, onTier }: TiersProps) => {
  const locale = useLocale();
  return (
    <Stack space="space.050">
      <GroupLabel>
        {messages.tier} <RequiredAsterisk />
      </GroupLabel>
      <RadioGroup
        name="tier"
        options={application.tiers.map((offered) => ({
          name: 'tier',
          value: offered.key,
          label: tierWords(offered, forSelf, locale),
        }))}
        {...(tier === null ? {} : { value: tier })}
        onChange={(event) => {
          onTier(String(event.target.value));
        }}
      />
    </Stack>
  );
};

interface RolesProps {
  readonly roles: readonly string[];
  readonly role: string | null;
  readonly onRole: (role: string) => void;
}

const Roles = ({ roles, role, onRole }: RolesProps) => (
  <Stack space="space.050">
    <GroupLabel>
      {messages.role} <RequiredAsterisk />
    </GroupLabel>
    <RadioGroup
      name="role"
      options={roles.map((offered) => ({ name: 'role', value: offered, label: offered }))}
      {...(role === null ? {} : { value: role })}
      onChange={(event) => {
        onRole(String(event.target.value));
      }}
    />
  </Stack>
);
