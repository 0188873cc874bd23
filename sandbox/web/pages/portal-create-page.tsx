import Button, { LinkButton } from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import Text from '@atlaskit/primitives/text';
import { useState, type ReactNode } from 'react';
import * as z from 'zod/mini';
import {
  createRequest,
  getRequestTypeFields,
  getRequestTypes,
  type RequestType,
  type RequestTypeField,
} from '../api/desk';
import type { Project } from '../api/session';
import { showFailure } from '../env/flags';
import { navigate } from '../env/router';
import { useSession } from '../env/session';
import { Page, Panel } from '../parts/page';
import { Lines } from '../parts/skeleton';
import { Loaded } from '../parts/states';
import { useData } from '../parts/use-data';
import { Surface } from '../ui-kit/surface';
import { RequestField, requestValue, type FieldText } from './request-field';

interface CreatePageProps {
  readonly project: Project;
  readonly requestTypeId: string;
}

interface FormData {
  readonly type: RequestType | undefined;
  readonly fields: readonly RequestTypeField[];
}

/** The portal's form for one request type, with the panel that the app adds to it. */
export function PortalCreatePage({ project, requestTypeId }: CreatePageProps): ReactNode {
  const portal = `/servicedesk/customer/portal/${project.portalId}`;
  const form = useData(`form ${requestTypeId}`, async (): Promise<FormData> => {
    const [types, fields] = await Promise.all([
      getRequestTypes(project.serviceDeskId),
      getRequestTypeFields(project.serviceDeskId, requestTypeId),
    ]);
    return { type: types.find(({ id }) => id === requestTypeId), fields };
  });
  const type = form.value.state === 'ready' ? form.value.data.type : undefined;
  return (
    <Page title={type?.name ?? 'New request'} crumbs={[{ text: project.name, href: portal }]} width="narrow">
      {type ? (
        <Text as="p" color="color.text.subtle">
          {type.description}
        </Text>
      ) : null}
      <Loaded of={form} what="this form" skeleton={<Lines count={6} label="Loading the form" />}>
        {({ fields }) => (
          <RequestForm project={project} portal={portal} requestTypeId={requestTypeId} fields={fields} />
        )}
      </Loaded>
    </Page>
  );
}

// what a create panel hands to `view.submit`
const panelSubmission = z.object({
  fields: z.array(z.object({ key: z.string(), value: z.optional(z.unknown()) })),
  isValid: z.boolean(),
});
type PanelSubmission = z.infer<typeof panelSubmission>;

interface RequestFormProps {
  readonly project: Project;
  readonly portal: string;
  readonly requestTypeId: string;
  readonly fields: readonly RequestTypeField[];
}

const FORM_ID = 'new-request';

function RequestForm({ project, portal, requestTypeId, fields }: RequestFormProps): ReactNode {
  const { session } = useSession();
  const [values, setValues] = useState<Readonly<Record<string, FieldText>>>({});
  const [panel, setPanel] = useState<PanelSubmission>();
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const modules = session.modules.filter(
    ({ type }) => type === 'jiraServiceManagement:portalRequestCreatePropertyPanel',
  );

  const errorOf = ({ fieldId, required, name }: RequestTypeField): string | undefined =>
    isTried && required && (values[fieldId] ?? '').trim() === '' ? `Enter: ${name.toLowerCase()}` : undefined;
  const isComplete = fields.every(
    ({ fieldId, required }) => !required || (values[fieldId] ?? '').trim() !== '',
  );

  const send = async (): Promise<void> => {
    setTried(true);
    if (!isComplete) return;
    setSending(true);
    try {
      const request = {
        serviceDeskId: project.serviceDeskId,
        requestTypeId,
        requestFieldValues: Object.fromEntries(
          fields.flatMap((field) => requestValue(field, values[field.fieldId] ?? '')),
        ),
      };
      const properties = (panel?.fields ?? []).map(({ key, value }) => [key, value] as const);
      navigate(`${portal}/${await createRequest(request, Object.fromEntries(properties))}`);
    } catch (error) {
      setSending(false);
      showFailure('The request was not sent', error);
    }
  };

  const waits = panel?.isValid === false;
  return (
    <>
      <form
        id={FORM_ID}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {fields.map((field) => (
          <RequestField
            key={field.fieldId}
            field={field}
            value={values[field.fieldId] ?? ''}
            error={errorOf(field)}
            onChange={(value) => {
              setValues((before) => ({ ...before, [field.fieldId]: value }));
            }}
          />
        ))}
      </form>
      {/* outside the form, for the app's panel may hold one of its own */}
      {modules.map((module) => (
        <Panel key={module.key} title={module.title ?? module.key}>
          <Surface
            module={module}
            place={{ page: 'portal-create', requestTypeId }}
            onSubmit={(payload) => {
              const { success, data } = z.safeParse(panelSubmission, payload);
              if (success) setPanel(data);
              return success;
            }}
          />
        </Panel>
      ))}
      <div className="form-end">
        <ButtonGroup label="Send or cancel">
          <Button type="submit" form={FORM_ID} appearance="primary" isDisabled={waits} isLoading={isSending}>
            Send
          </Button>
          <LinkButton href={portal} appearance="subtle">
            Cancel
          </LinkButton>
        </ButtonGroup>
        <div role="status">
          {waits ? (
            <Text size="small" color="color.text.subtle">
              {`Complete “${modules[0]?.title ?? 'the panel'}” to send the request.`}
            </Text>
          ) : null}
        </div>
      </div>
    </>
  );
}
