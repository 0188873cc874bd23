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
import { useEffect, useState, type ReactNode } from 'react';
import type { CreatePanelInput } from '../../src/jira/contract/create-panel';
import { CREATE_PANEL_FIELD } from '../../src/jira/contract/create-panel-field';
import type { CatalogOffer, OfferedApplication, PortalCalls } from '../../src/flows/contract/portal';
import { Failed } from '../components/failed';
import { LoadingLines } from '../components/loading';
import { callOf } from '../lib/call';
import { useLoaded } from '../lib/use-loaded';
import { PersonField } from './person-field';
import { Preview } from './preview';
import { tierWords } from './tier-words';

const call = callOf<PortalCalls>();

/** The create panel in the portal: what, for whom, how long, why. */
export const PortalCreate = () => {
  const { loaded, reload } = useLoaded(() => call('portal/offer', {}));
  switch (loaded.kind) {
    case 'loading':
      return <LoadingLines lines={5} label="Loading the applications" />;
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
  { label: 'No end', value: 'none' },
  { label: '30 days', value: '30' },
  { label: '90 days', value: '90' },
  { label: '180 days', value: '180' },
  { label: '1 year', value: '365' },
];

const FOR = [
  { name: 'for', value: 'me', label: 'Me' },
  { name: 'for', value: 'other', label: 'Someone else' },
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
  const isValid =
    input.application !== null &&
    input.tier !== null &&
    hasRole &&
    (input.justification ?? '').trim() !== '' &&
    (!forOther || input.beneficiaryId !== null);
  useEffect(() => {
    // the portal keeps what was submitted last and lets the request be sent once it is valid
    void view.submit({ fields: [{ key: CREATE_PANEL_FIELD, value: input }], isValid });
  }, [input, isValid]);

  if (applications.length === 0)
    return <Text>There is nothing in the catalog yet. Ask your administrator.</Text>;
  return (
    <Stack space="space.200">
      <Stack space="space.050">
        <Label labelFor="application">
          What do you need? <RequiredAsterisk />
        </Label>
        <Select
          inputId="application"
          placeholder="Choose an application"
          options={applications.map(({ key, name, description }) => ({
            value: key,
            label: `${name}: ${description}`,
          }))}
          onChange={(option: Option) => {
            const chosen = applications.find(({ key }) => key === option.value);
            // one tier is no choice, so it is made
            change({
              application: option.value,
              tier: chosen?.tiers.length === 1 ? (chosen.tiers[0]?.key ?? null) : null,
              role: null,
            });
          }}
        />
      </Stack>
      {application && (
        <Tiers
          key={application.key}
          application={application}
          tier={input.tier}
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
      <Stack space="space.050">
        <GroupLabel>For whom?</GroupLabel>
        <RadioGroup
          name="for"
          options={FOR}
          value={forOther ? 'other' : 'me'}
          onChange={(event) => {
            setForOther(event.target.value === 'other');
            change({ beneficiaryId: null });
          }}
        />
        {forOther && (
          <PersonField
            canSearchPeople={offer.canSearchPeople}
            onPerson={(beneficiaryId) => {
              change({ beneficiaryId });
            }}
          />
        )}
      </Stack>
      <Stack space="space.050">
        <Label labelFor="duration">Until when?</Label>
        <Select
          inputId="duration"
          options={DURATIONS}
          defaultValue={DURATIONS[0]}
          onChange={(option: Option) => {
            change({ duration: option.value === 'none' ? null : Number(option.value) });
          }}
        />
        <HelperMessage>The time starts when you get the access.</HelperMessage>
      </Stack>
      <Stack space="space.050">
        <Label labelFor="justification">
          What for? <RequiredAsterisk />
        </Label>
        <TextArea
          id="justification"
          name="justification"
          maxLength={2000}
          placeholder="One sentence is enough"
          onChange={(event) => {
            change({ justification: String(event.target.value) });
          }}
        />
      </Stack>
      {input.application !== null &&
        input.tier !== null &&
        hasRole &&
        (!forOther || input.beneficiaryId !== null) && (
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

/** Looks like a Label; UI Kit has no way to tie one to a group of radio buttons, whose labels say it all. */
const GroupLabel = ({ children }: { readonly children: ReactNode }) => (
  <Text size="small" weight="semibold" color="color.text.subtle">
    {children}
  </Text>
);

interface TiersProps {
  readonly application: OfferedApplication;
  readonly tier: string | null;
  readonly onTier: (tier: string) => void;
}

const Tiers = ({ application, tier, onTier }: TiersProps) => (
  <Stack space="space.050">
    <GroupLabel>
      Which tier? <RequiredAsterisk />
    </GroupLabel>
    <RadioGroup
      name="tier"
      options={application.tiers.map((offered) => ({
        name: 'tier',
        value: offered.key,
        label: tierWords(offered),
      }))}
      {...(tier === null ? {} : { value: tier })}
      onChange={(event) => {
        onTier(String(event.target.value));
      }}
    />
  </Stack>
);

interface RolesProps {
  readonly roles: readonly string[];
  readonly role: string | null;
  readonly onRole: (role: string) => void;
}

const Roles = ({ roles, role, onRole }: RolesProps) => (
  <Stack space="space.050">
    <GroupLabel>
      In which role? <RequiredAsterisk />
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
