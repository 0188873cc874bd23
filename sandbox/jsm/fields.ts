import { z } from 'zod';
import { JiraError } from './errors';
import type { Field } from './model';
import type { JsmSite } from './site';

const userReference = z.looseObject({ accountId: z.string().optional(), id: z.string().optional() });
const groupReference = z.looseObject({ name: z.string() });
const adfDocument = z.looseObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(z.unknown()),
});

/**
 * Reads a value that a REST client sends for a field into the model's form, with the checks and messages
 * that Jira's field types make.
 * @throws {JiraError} 400 with the message under the field's id
 */
export function readFieldValue(site: JsmSite, field: Field, sent: unknown): unknown {
  const refuse = (message: string): never => {
    throw new JiraError(400, [], { [field.id]: message });
  };
  if (sent === null || sent === undefined) return undefined;
  switch (field.type) {
    case 'string':
      return typeof sent === 'string' ? sent : refuse('Operation value must be a string');
    case 'number':
      return typeof sent === 'number' ? sent : refuse('Operation value must be a number');
    case 'user':
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
      if (typeof sent === 'string') return textDocument(sent);
      return (
        adfDocument.safeParse(sent).data ??
        refuse('Operation value must be an Atlassian Document (see the Atlassian Document Format)')
      );
    default:
      return refuse(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
  }
}

function knownGroup(site: JsmSite, sent: unknown): string | undefined {
  const name = groupReference.safeParse(sent).data?.name;
  return [...site.accounts.values()].some(({ groups }) => name !== undefined && groups.has(name))
    ? name
    : undefined;
}

function knownUser(site: JsmSite, sent: unknown): string | undefined {
  const reference = typeof sent === 'string' ? { accountId: sent } : userReference.safeParse(sent).data;
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
  if (field.type === 'group-list') return Array.isArray(value) ? value.map(asText).join(', ') : null;
  if (Array.isArray(value)) return value.map((user) => site.account(asText(user)).displayName).join(', ');
  return field.type === 'adf' ? textOf(site, value) : asText(value);
}

/** What an option is called now; Jira keeps its id, so renaming it shows on every issue and in no history. */
export const optionText = ({ options }: Field, id: unknown): string =>
  options?.find((option) => option.id === id)?.value ?? asText(id);

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
