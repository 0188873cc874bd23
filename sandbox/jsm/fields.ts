import { z } from 'zod';
import { isDocument } from './document-schema';
import { JiraError } from './errors';
import type { Field } from './model';
import type { JsmSite } from './site';
import { DEFAULT_PRIORITY_ID, isSettable, PRIORITIES } from './standard-fields';

const userReference = z.looseObject({ accountId: z.string().optional(), id: z.string().optional() });
const groupReference = z.looseObject({ name: z.string() });
const choiceReference = z.looseObject({ id: z.unknown().optional(), name: z.unknown().optional() });

const NOT_A_DOCUMENT = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
/** What Jira says of a document that breaks the format; it does not say of which field. */
const INVALID_DOCUMENT = 'INVALID_INPUT';
const MAX_LINE_CHARACTERS = 255;

/**
 * Reads a value that a REST client sends for a field into the model's form, with the checks and messages
 * that Jira's field types make.
 * @throws {JiraError} 400 with the message under the field's id
 */
export function readFieldValue(site: JsmSite, field: Field, sent: unknown): unknown {
  const refuse = (message: string): never => {
    throw new JiraError(400, [], { [field.id]: message });
  };
  if (!isSettable(field))
    return refuse(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
  if (sent === null || sent === undefined) return emptyValue(field);
  switch (field.type) {
    case 'string':
      return typeof sent === 'string'
        ? fittingLine(field, sent, refuse)
        : refuse('Operation value must be a string');
    case 'number':
      return typeof sent === 'number' ? sent : refuse('Operation value must be a number');
    case 'user':
      if (typeof sent !== 'object') return refuse('data was not an object');
      return knownUser(site, sent) ?? refuse('Specify a valid value for the user');
    case 'user-list':
      if (!Array.isArray(sent)) return refuse('data was not an array');
      return sent.map(
        (user: unknown) => knownUser(site, user) ?? refuse('Specify a valid value for the user'),
      );
    case 'group-list':
      if (!Array.isArray(sent)) return refuse('data was not an array');
      return sent.map(
        (group: unknown) => knownGroup(site, group) ?? refuse('Specify a valid value for the group'),
      );
    case 'option': {
      const given = z
        .looseObject({ value: z.string().optional(), id: z.string().optional() })
        .safeParse(sent).data;
      const option = field.options?.find(({ id, value }) => value === given?.value || id === given?.id);
      return option?.id ?? refuse(`Option '${given?.value ?? given?.id ?? ''}' is not valid`);
    }
    case 'adf':
      if (typeof sent !== 'object' || Array.isArray(sent)) return refuse(NOT_A_DOCUMENT);
      if (!isDocument(sent)) throw new JiraError(400, [INVALID_DOCUMENT]);
      return sent;
    case 'label-list':
      if (!Array.isArray(sent)) return refuse('data was not an array');
      return labelsIn(sent, refuse);
    case 'priority':
      return knownPriority(sent, refuse);
    case 'date':
      return isDay(sent) ? sent : refuse(`Error parsing date string: ${asText(sent)}`);
    default:
      return refuse(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
  }
}

type Refuse = (message: string) => never;

const emptyValue = ({ type }: Field): unknown => (type === 'priority' ? DEFAULT_PRIORITY_ID : undefined);

function fittingLine({ id }: Field, text: string, refuse: Refuse): string {
  const isSummary = id === 'summary';
  if (isSummary && /[\r\n]/.test(text))
    return refuse('The summary is invalid because it contains newline characters.');
  if (text.length <= MAX_LINE_CHARACTERS) return text;
  return refuse(
    isSummary
      ? 'Summary must be less than 255 characters.'
      : 'The entered text is too long. It exceeds the allowed limit of 255 characters.',
  );
}

/** No labels at all are kept as none ever set. */
function labelsIn(sent: readonly unknown[], refuse: Refuse): readonly string[] | undefined {
  const labels = new Set(sent.map((label, index) => knownLabel(label, index, refuse)));
  return labels.size === 0 ? undefined : [...labels];
}

function knownLabel(label: unknown, index: number, refuse: Refuse): string {
  if (typeof label !== 'string') return refuse(`string expected at index ${index}`);
  if (label === '' || /\s/.test(label))
    return refuse(`The label '${label}' contains spaces which is invalid.`);
  return label.length > MAX_LINE_CHARACTERS
    ? refuse(`The label '${label}' exceeds the maximum label length of 255 characters.`)
    : label;
}

function knownPriority(sent: unknown, refuse: Refuse): string {
  const { id, name } = choiceReference.safeParse(sent).data ?? {};
  if (id === undefined && name === undefined)
    return refuse("Could not find valid 'id' or 'name' in priority object.");
  if (typeof (id ?? name) !== 'string')
    return refuse('Specify the Priority (id or name) in the string format');
  const found = PRIORITIES.find((one) => (id === undefined ? one.name === name : one.id === id));
  if (found) return found.id;
  return refuse(
    id === undefined ? `Priority name '${asText(name)}' is not valid` : 'The priority selected is invalid.',
  );
}

const isDay = (sent: unknown): boolean =>
  typeof sent === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(sent) && !Number.isNaN(Date.parse(sent));

function knownGroup(site: JsmSite, sent: unknown): string | undefined {
  const name = groupReference.safeParse(sent).data?.name;
  return [...site.accounts.values()].some(({ groups }) => name !== undefined && groups.has(name))
    ? name
    : undefined;
}

function knownUser(site: JsmSite, sent: unknown): string | undefined {
  const reference = userReference.safeParse(sent).data;
  const accountId = reference?.accountId ?? reference?.id;
  return accountId !== undefined && site.accounts.has(accountId) ? accountId : undefined;
}

/** A stored value that is text or a number, as text; empty for anything else. */
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A value as text, for the changelog and for rendered values. */
export function displayOf(site: JsmSite, field: Field, value: unknown): string | null {
  if (value === undefined) return null;
  if (field.type === 'user') return site.account(asText(value)).displayName;
  if (field.type === 'issuetype' || field.type === 'request-type') return kindName(site, asText(value));
  if (field.type === 'option') return optionText(field, value);
  if (field.type === 'priority') return priorityName(value);
  if (field.type === 'date') return `${asText(value)} 00:00:00.0`;
  if (field.type === 'label-list') return Array.isArray(value) ? value.map(asText).join(' ') : null;
  if (field.type === 'group-list') return Array.isArray(value) ? value.map(asText).join(', ') : null;
  if (Array.isArray(value)) return value.map((user) => site.account(asText(user)).displayName).join(', ');
  return field.type === 'adf' ? textOf(site, value) : asText(value);
}

/** What an option is called now; Jira keeps its id, so renaming it shows on every issue and in no history. */
export const optionText = ({ options }: Field, id: unknown): string =>
  options?.find((option) => option.id === id)?.value ?? asText(id);

const priorityName = (id: unknown): string => PRIORITIES.find((one) => one.id === id)?.name ?? asText(id);

function kindName(site: JsmSite, id: string): string {
  const kinds = site.configuration.projects.flatMap(({ issueTypes, requestTypes }) => [
    ...issueTypes,
    ...requestTypes,
  ]);
  return kinds.find((kind) => kind.id === id)?.name ?? id;
}

export const textDocument = (text: string): unknown => ({
  type: 'doc',
  version: 1,
  content: text === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const textNode = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  attrs: z.looseObject({ text: z.string().optional(), id: z.string().optional() }).optional(),
  content: z.array(z.unknown()).default([]),
});

/** The plain text inside an ADF document, a line a block; mentions show the person's current name. */
export function textOf(site: JsmSite, value: unknown): string {
  const node = textNode.safeParse(value).data;
  if (!node) return '';
  if (node.text !== undefined) return node.text;
  if (node.type === 'mention') return `@${site.accounts.get(node.attrs?.id ?? '')?.displayName ?? 'unknown'}`;
  if (node.attrs?.text !== undefined) return node.attrs.text;
  const isInline = node.type === 'paragraph' || node.type === 'heading';
  return node.content.map((child) => textOf(site, child)).join(isInline ? '' : '\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The same text as HTML, a paragraph a block; marks, lists and panels of the document are not kept. */
export const htmlOf = (site: JsmSite, value: unknown): string =>
  textOf(site, value)
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')}</p>`)
    .join('\n');
