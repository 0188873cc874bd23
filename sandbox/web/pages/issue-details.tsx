import { InlineEditableTextfield } from '@atlaskit/inline-edit';
import Lozenge from '@atlaskit/lozenge';
import Text from '@atlaskit/primitives/text';
import { useMemo, type ReactNode } from 'react';
import * as z from 'zod/mini';
import { sla, user, type Approval, type Sla } from '../api/beans';
import { editField, type Field, type Issue } from '../api/issues';
import { clock, useMinute } from '../env/clock';
import { showFailure } from '../env/flags';
import { useViewer } from '../env/session';
import { Panel } from '../parts/page';
import { PersonName } from '../parts/person';
import { DecisionLozenge } from '../parts/status';
import { Moment } from '../parts/time';
import { spanText } from '../parts/time-text';

interface IssuePartProps {
  readonly issue: Issue;
  readonly fields: readonly Field[];
}

interface IssueDetailsProps extends IssuePartProps {
  readonly onChange: () => void;
}

/** People, dates and the project's own fields; agents edit texts and numbers in place. */
export function IssueDetails({ issue, fields, onChange }: IssueDetailsProps): ReactNode {
  const canEdit = useViewer()?.role === 'Agent';
  const { reporter, assignee, created, updated } = issue.fields;
  return (
    <Panel title="Details">
      <dl className="details">
        <Row name="Requester">
          <PersonName person={reporter} />
        </Row>
        <Row name="Assignee">{assignee ? <PersonName person={assignee} /> : <None>Unassigned</None>}</Row>
        {fields
          .filter((field) => field.custom && DETAIL_TYPES.has(typeOf(field)))
          .map((field) => (
            <Row key={field.id} name={field.name}>
              <Value issue={issue} field={field} canEdit={canEdit} onChange={onChange} />
            </Row>
          ))}
        <Row name="Created">
          <Moment at={Date.parse(created)} />
        </Row>
        {updated === undefined ? null : (
          <Row name="Updated">
            <Moment at={Date.parse(updated)} />
          </Row>
        )}
      </dl>
    </Panel>
  );
}

const typeOf = ({ schema: { type, items, custom } }: Field): string => {
  if (custom?.endsWith(':textarea')) return 'rich-text';
  return items === undefined ? type : `${type} of ${items}`;
};

const DETAIL_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'user', 'array of user', 'option']);

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const None = ({ children = 'None' }: { readonly children?: string }): ReactNode => (
  <Text color="color.text.subtlest">{children}</Text>
);

interface ValueProps {
  readonly issue: Issue;
  readonly field: Field;
  readonly canEdit: boolean;
  readonly onChange: () => void;
}

function Value({ issue, field, canEdit, onChange }: ValueProps): ReactNode {
  const value = issue.fields[field.id];
  const type = typeOf(field);
  if (type === 'user' || type === 'array of user') return <People value={value} />;
  if (type === 'option') {
    const option = z.safeParse(z.object({ value: z.string() }), value);
    return option.success ? option.data.value : <None />;
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!canEdit) return text === '' ? <None /> : text;
  return <EditableValue key={text} issueKey={issue.key} field={field} text={text} onChange={onChange} />;
}

function People({ value }: { readonly value: unknown }): ReactNode {
  const { success, data } = z.safeParse(z.array(user), Array.isArray(value) ? value : [value]);
  if (!success || data.length === 0) return <None />;
  return data.map((person) => <PersonName key={person.accountId} person={person} />);
}

interface EditableValueProps {
  readonly issueKey: string;
  readonly field: Field;
  readonly text: string;
  readonly onChange: () => void;
}

function EditableValue({ issueKey, field, text, onChange }: EditableValueProps): ReactNode {
  const isNumber = typeOf(field) === 'number';
  const save = async (entered: string): Promise<void> => {
    const value = entered.trim();
    if (value === text) return;
    try {
      await editField(issueKey, field.id, value === '' ? null : isNumber ? Number(value) : value);
    } catch (error) {
      showFailure(`${field.name} was not changed`, error);
    }
    onChange();
  };
  return (
    <InlineEditableTextfield
      defaultValue={text}
      placeholder="None"
      editButtonLabel={field.name}
      onConfirm={(entered) => void save(entered)}
      {...(isNumber
        ? { validate: (entered: string) => (Number.isNaN(Number(entered)) ? 'Enter a number' : undefined) }
        : {})}
    />
  );
}

export function IssueApprovals({ approvals }: { readonly approvals: readonly Approval[] }): ReactNode {
  if (approvals.length === 0) return null;
  return (
    <Panel title="Approvals">
      <ul className="plain-list">
        {approvals.map(({ id, name, finalDecision, approvers, createdDate }) => (
          <li key={id} className="approval">
            <div className="spread">
              <Text weight="medium">{name}</Text>
              <DecisionLozenge decision={finalDecision} />
            </div>
            <Text size="small" color="color.text.subtle">
              asked <Moment at={createdDate.epochMillis} />
            </Text>
            {approvers.length === 0 ? <None>Nobody is asked</None> : null}
            <ul className="plain-list">
              {approvers.map(({ approver, approverDecision }) => (
                <li key={approver.accountId} className="spread">
                  <PersonName person={approver} />
                  <DecisionLozenge decision={approverDecision} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function IssueSlas({ issue, fields }: IssuePartProps): ReactNode {
  const slas = fields
    .filter(({ schema }) => schema.type === 'sd-servicelevelagreement')
    .flatMap(({ id }) => z.safeParse(sla, issue.fields[id]).data ?? []);
  if (slas.length === 0) return null;
  return (
    <Panel title="SLAs">
      <ul className="plain-list">
        {slas.map((one) => (
          <li key={one.id} className="spread">
            <div>
              <Text weight="medium">{one.name}</Text>
              <Goal of={one} />
            </div>
            <TimeLeft of={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Goal({ of: { ongoingCycle, completedCycles } }: { readonly of: Sla }): ReactNode {
  const cycle = ongoingCycle ?? completedCycles.at(-1);
  if (!cycle) return null;
  return (
    <Text as="p" size="small" color="color.text.subtle">
      {`within ${spanText(cycle.goalDuration.millis)}`}
    </Text>
  );
}

function TimeLeft({ of }: { readonly of: Sla }): ReactNode {
  const now = useMinute();
  const readAt = useMemo(() => (of.ongoingCycle ? clock.now() : 0), [of]);
  const { ongoingCycle, completedCycles } = of;
  if (ongoingCycle) {
    const { paused, withinCalendarHours, remainingTime } = ongoingCycle;
    const isCounting = withinCalendarHours && !paused;
    const remaining = remainingTime.millis - (isCounting ? Math.max(0, now - readAt) : 0);
    const left = spanText(remaining);
    const isOver = remaining < 0;
    if (paused) return <Lozenge>{isOver ? `Paused, ${left} over` : `Paused, ${left} left`}</Lozenge>;
    if (isOver) return <Lozenge appearance="removed">{`Breached, ${left} over`}</Lozenge>;
    return withinCalendarHours ? (
      <Lozenge appearance="inprogress">{`${left} left`}</Lozenge>
    ) : (
      <Lozenge>{`${left} left, out of hours`}</Lozenge>
    );
  }
  const last = completedCycles.at(-1);
  if (!last) return <Lozenge>Not started</Lozenge>;
  const took = spanText(last.elapsedTime.millis);
  return last.breached ? (
    <Lozenge appearance="removed">{`Missed, took ${took}`}</Lozenge>
  ) : (
    <Lozenge appearance="success">{`Met in ${took}`}</Lozenge>
  );
}
