import type { Field, FieldType } from '../model';

const SCHEMA_TYPES: Readonly<Record<FieldType, Readonly<Record<string, string>>>> = {
  string: { type: 'string' },
  adf: { type: 'string' },
  number: { type: 'number' },
  user: { type: 'user' },
  'user-list': { type: 'array', items: 'user' },
  'group-list': { type: 'array', items: 'group' },
  option: { type: 'option' },
  status: { type: 'status' },
  issuetype: { type: 'issuetype' },
  project: { type: 'project' },
  datetime: { type: 'datetime' },
  any: { type: 'any' },
  'request-type': { type: 'sd-customerrequesttype' },
  sla: { type: 'sd-servicelevelagreement' },
  approvals: { type: 'sd-approvals' },
};

export const fieldSchema = (field: Field): Record<string, unknown> => ({
  ...SCHEMA_TYPES[field.type],
  ...(field.custom
    ? { custom: field.custom, customId: Number(field.id.replace('customfield_', '')) }
    : { system: field.id }),
});

/** A field as `GET field` lists it. */
export const fieldDetails = (field: Field): Record<string, unknown> => ({
  id: field.id,
  key: field.id,
  name: field.name,
  custom: field.custom !== undefined,
  orderable: true,
  navigable: true,
  searchable: true,
  clauseNames: field.custom ? [`cf[${field.id.replace('customfield_', '')}]`, field.name] : [field.id],
  schema: fieldSchema(field),
});

/** A field as a screen shows it: what may be sent for it. */
export const fieldMetadata = (field: Field, required: boolean): Record<string, unknown> => ({
  key: field.id,
  name: field.name,
  required,
  schema: fieldSchema(field),
  operations: field.type.endsWith('-list') ? ['add', 'set', 'remove'] : ['set'],
  hasDefaultValue: false,
  ...(field.options ? { allowedValues: field.options } : {}),
});
