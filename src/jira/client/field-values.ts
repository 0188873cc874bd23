import * as z from '#zod';

const adfNode = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    text: z.string().optional(),
    attrs: z.looseObject({ text: z.string().optional() }).optional().catch(undefined),
    content: z.array(z.unknown()).optional(),
  }),
);
const optionValue = z.looseObject({ value: z.string() });
const chosenOption = z.lazy(() => z.looseObject({ id: z.string(), value: z.string() }));
const userValue = z.looseObject({ accountId: z.string() });

/**
 * The text of a field, whatever type an administrator mapped: a text field, a select list, or a paragraph,
 * which Jira's API v3 gives as Atlassian Document Format. Null when it is empty.
 */
export function textValue(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  const option = optionValue.safeParse(value);
  if (option.success) return option.data.value;
  const text = documentText(value).trim();
  return text === '' ? null : text;
}

/** The id of what was chosen in a select list, which stays when an administrator renames it; null for anything else. */
export const optionId = (value: unknown): string | null => chosenOption.safeParse(value).data?.id ?? null;

export function userId(value: unknown): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return userValue.safeParse(one).data?.accountId ?? null;
}

export const userIds = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((user) => userId(user) ?? []) : [];

export const durationValue = (value: unknown): number | string | null =>
  typeof value === 'number' ? value : textValue(value);

const BLOCKS = ['paragraph', 'heading', 'listItem', 'blockquote'];

function documentText(value: unknown): string {
  const node = adfNode.safeParse(value).data;
  if (!node) return '';
  if (node.text !== undefined) return node.text;
  if (node.type === 'hardBreak') return '\n';
  // a mention or an emoji
  if (node.content === undefined) return node.attrs?.text ?? '';
  const inside = node.content.map(documentText).join('');
  return BLOCKS.includes(node.type) ? `${inside}\n` : inside;
}
