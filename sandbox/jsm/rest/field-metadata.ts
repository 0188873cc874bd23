import type { Field, FieldType, Project } from '../model';
import { issueTypeBean, priorityBean, projectBean } from '../beans';
import type { JsmSite } from '../site';
import { DEFAULT_PRIORITY_ID, PRIORITIES, standardField } from '../standard-fields';

type Json = Record<string, unknown>;

const SCHEMA_TYPES: Readonly<Record<FieldType, Readonly<Record<string, string>>>> = {
  string: { type: 'string' },
  adf: { type: 'string' },
  number: { type: 'number' },
  user: { type: 'user' },
  'user-list': { type: 'array', items: 'user' },
  'group-list': { type: 'array', items: 'group' },
  'label-list': { type: 'array', items: 'string' },
  option: { type: 'option' },
  priority: { type: 'priority' },
  date: { type: 'date' },
  status: { type: 'status' },
  issuetype: { type: 'issuetype' },
  project: { type: 'project' },
  datetime: { type: 'datetime' },
  any: { type: 'any' },
  'request-type': { type: 'sd-customerrequesttype' },
  sla: { type: 'sd-servicelevelagreement' },
  approvals: { type: 'sd-approvals' },
  shown: { type: 'any' },
  column: { type: 'any' },
};

export const fieldSchema = (field: Field): Json =>
  standardField(field.id)?.schema ?? {
    ...SCHEMA_TYPES[field.type],
    ...(field.custom
      ? { custom: field.custom, customId: Number(field.id.replace('customfield_', '')) }
      : { system: field.id }),
  };

/** A field as `GET field` lists it. */
export function fieldDetails(field: Field): Json {
  const standard = standardField(field.id);
  const { orderable = true, navigable = true, searchable = true } = standard ?? {};
  return {
    id: field.id,
    key: field.id,
    name: field.name,
    custom: field.custom !== undefined,
    orderable,
    navigable,
    searchable,
    clauseNames:
      standard?.clauseNames ??
      (field.custom ? [`cf[${field.id.replace('customfield_', '')}]`, field.name] : [field.id]),
    ...(field.type === 'column' ? {} : { schema: fieldSchema(field) }),
  };
}

/** A field as a screen shows it: what may be sent for it. */
export const fieldMetadata = (site: JsmSite, project: Project, field: Field, required: boolean): Json => ({
  key: field.id,
  name: field.name,
  required,
  schema: fieldSchema(field),
  operations: field.type.endsWith('-list') ? ['add', 'set', 'remove'] : ['set'],
  hasDefaultValue: field.type === 'priority',
  ...(field.type === 'priority' ? { defaultValue: priorityBean(site, DEFAULT_PRIORITY_ID) } : {}),
  ...choicesOf(site, project, field),
});

function choicesOf(site: JsmSite, project: Project, field: Field): Json {
  if (field.type === 'priority') return { allowedValues: PRIORITIES.map(({ id }) => priorityBean(site, id)) };
  if (field.type === 'issuetype')
    return { allowedValues: project.issueTypes.map((type) => issueTypeBean(site, type)) };
  if (field.type === 'project') return { allowedValues: [projectBean(site, project)] };
  return field.options ? { allowedValues: field.options } : {};
}
