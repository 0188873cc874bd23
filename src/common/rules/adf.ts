import { closedAccountName, isClosedAccount } from './closed-account';

/**
 * Builders for Atlassian Document Format, as comments of Jira's REST API v3 take it.
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly text?: string;
  readonly content?: readonly AdfNode[];
}

export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

export const doc = (...content: AdfNode[]): AdfDocument => ({ type: 'doc', version: 1, content });

export const text = (value: string): AdfNode => ({ type: 'text', text: value });

export const strong = (value: string): AdfNode => ({
  type: 'text',
  text: value,
  marks: [{ type: 'strong' }],
});

export const link = (value: string, href: string): AdfNode => ({
  type: 'text',
  text: value,
  marks: [{ type: 'link', attrs: { href } }],
});

export const heading = (level: 3 | 4, value: string): AdfNode => ({
  type: 'heading',
  attrs: { level },
  content: [text(value)],
});

/** Jira shows the person's current name; the id is all that is stored. A closed account is nobody whom Jira could name. */
export const mention = (accountId: string): AdfNode =>
  isClosedAccount(accountId)
    ? text(closedAccountName(accountId))
    : { type: 'mention', attrs: { id: accountId } };

export const paragraph = (...content: AdfNode[]): AdfNode => ({ type: 'paragraph', content });

export const bulletList = (...items: AdfNode[]): AdfNode => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [item] })),
});

export const status = (label: string, color: 'neutral' | 'green' | 'blue' | 'yellow' | 'red'): AdfNode => ({
  type: 'status',
  attrs: { text: label, color },
});

/** A two-column table of names and values, the structured part of an internal note. */
export const facts = (rows: readonly (readonly [string, AdfNode | readonly AdfNode[]])[]): AdfNode => ({
  type: 'table',
  content: rows.map(([name, value]) => ({
    type: 'tableRow',
    content: [
      { type: 'tableHeader', content: [paragraph(text(name))] },
      { type: 'tableCell', content: blocks(value) },
    ],
  })),
});

const blocks = (value: AdfNode | readonly AdfNode[]): readonly AdfNode[] =>
  'type' in value ? [value] : value;

/** A table with a row of headers, and the content of each cell as one paragraph. */
export const tableOf = (
  headers: readonly string[],
  rows: readonly (readonly (readonly AdfNode[])[])[],
): AdfNode => ({
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: headers.map((name) => ({ type: 'tableHeader', content: [paragraph(text(name))] })),
    },
    ...rows.map((cells) => ({
      type: 'tableRow',
      content: cells.map((content) => ({ type: 'tableCell', content: [paragraph(...content)] })),
    })),
  ],
});
