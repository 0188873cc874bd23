import Code from '@atlaskit/code/inline';
import Link from '@atlaskit/link';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import { createContext, useContext, type CSSProperties, type ReactNode } from 'react';
import * as z from 'zod/mini';
import { usePerson } from '../env/people';
import { SidewaysScroll } from '../parts/sideways-scroll';

/** A node of Atlassian Document Format, https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
interface AdfNode {
  readonly type: string;
  readonly text?: string | undefined;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly marks: readonly AdfMark[];
  readonly content: readonly AdfNode[];
}

interface AdfMark {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

const attrs = z._default(z.record(z.string(), z.unknown()), {});
const mark = z.object({ type: z.string(), attrs });
const shape = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  attrs,
  marks: z._default(z.array(mark), []),
  content: z._default(z.array(z.unknown()), []),
});

function readNode(value: unknown): AdfNode {
  const { success, data } = z.safeParse(shape, value);
  if (!success) return { type: 'something that is no node', attrs: {}, marks: [], content: [] };
  return { ...data, content: data.content.map(readNode) };
}

type Draw = (props: { readonly node: AdfNode }) => ReactNode;
type Report = (message: string) => void;

const ReportContext = createContext<Report>(() => undefined);

interface AdfProps {
  readonly document: unknown;
  readonly report: Report;
}

/** Draws a document; a node that it does not know is shown as an error and reported. */
export function Adf({ document, report }: AdfProps): ReactNode {
  if (document === null || document === undefined) return null;
  return (
    <ReportContext.Provider value={report}>
      <div className="adf">
        <One node={readNode(document)} />
      </div>
    </ReportContext.Provider>
  );
}

function One({ node }: { readonly node: AdfNode }): ReactNode {
  const Known = Object.hasOwn(NODES, node.type) ? NODES[node.type] : undefined;
  return Known ? <Known node={node} /> : <UnknownNode type={node.type} />;
}

const Content: Draw = ({ node }) => node.content.map((child, index) => <One key={index} node={child} />);

function UnknownNode({ type }: { readonly type: string }): ReactNode {
  const report = useContext(ReportContext);
  const message = `The sandbox does not draw the ADF node '${type}'`;
  report(message);
  return (
    <span data-unknown-node={type}>
      <SectionMessage appearance="error">{message}</SectionMessage>
    </span>
  );
}

/** An attribute as text, empty when it is none. */
const text = (
  { attrs: given }: { readonly attrs: Readonly<Record<string, unknown>> },
  name: string,
): string => {
  const value = given[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const wrap =
  (Element: 'p' | 'ul' | 'li' | 'blockquote' | 'tr'): Draw =>
  ({ node }) => (
    <Element>
      <Content node={node} />
    </Element>
  );

const Heading: Draw = ({ node }) => {
  const level = Math.min(Math.max(Number(node.attrs['level']) || 1, 1), 6);
  // a document stands below the page's own headings
  const Element = (['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const)[level - 1] ?? 'h6';
  return (
    <Element data-level={level}>
      <Content node={node} />
    </Element>
  );
};

const OrderedList: Draw = ({ node }) => (
  <ol start={Number(node.attrs['order']) || 1}>
    <Content node={node} />
  </ol>
);

const Table: Draw = ({ node }) => (
  <SidewaysScroll label="Table">
    <table>
      <tbody>
        <Content node={node} />
      </tbody>
    </table>
  </SidewaysScroll>
);

const cell =
  (Element: 'th' | 'td'): Draw =>
  ({ node }) => (
    <Element colSpan={Number(node.attrs['colspan']) || 1} rowSpan={Number(node.attrs['rowspan']) || 1}>
      <Content node={node} />
    </Element>
  );

const PANELS: Readonly<Record<string, 'information' | 'discovery' | 'success' | 'warning' | 'error'>> = {
  info: 'information',
  note: 'discovery',
  tip: 'success',
  success: 'success',
  warning: 'warning',
  error: 'error',
  custom: 'information',
};

const Panel: Draw = ({ node }) => {
  const type = text(node, 'panelType');
  const appearance = PANELS[type] ?? 'information';
  return (
    <SectionMessage appearance={appearance}>
      <Content node={node} />
    </SectionMessage>
  );
};

type StatusLook = 'default' | 'new' | 'inprogress' | 'removed' | 'moved' | 'success';

const STATUS_LOOKS: Readonly<Record<string, StatusLook>> = {
  neutral: 'default',
  purple: 'new',
  blue: 'inprogress',
  red: 'removed',
  yellow: 'moved',
  green: 'success',
};

const Status: Draw = ({ node }) => (
  <Lozenge appearance={STATUS_LOOKS[text(node, 'color')] ?? 'default'}>{text(node, 'text')}</Lozenge>
);

const Mention: Draw = ({ node }) => {
  const name = usePerson(text(node, 'id'))?.displayName;
  return <span className="adf-mention">@{name ?? text(node, 'text').replace(/^@/, '')}</span>;
};

const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

const DateNode: Draw = ({ node }) => {
  const at = Number(node.attrs['timestamp']);
  return <time className="adf-date">{Number.isFinite(at) ? dateFormat.format(at) : ''}</time>;
};

const CodeBlock: Draw = ({ node }) => (
  // keyboards must be able to scroll it
  <pre className="code-block" tabIndex={0}>
    <code>{node.content.map(({ text: line }) => line ?? '').join('')}</code>
  </pre>
);

const InlineCard: Draw = ({ node }) => {
  const url = text(node, 'url');
  return <Link href={url}>{url}</Link>;
};

const MARKS: Readonly<Record<string, (given: AdfMark, children: ReactNode) => ReactNode>> = {
  strong: (_mark, children) => <strong>{children}</strong>,
  em: (_mark, children) => <em>{children}</em>,
  strike: (_mark, children) => <s>{children}</s>,
  underline: (_mark, children) => <u>{children}</u>,
  code: (_mark, children) => <Code>{children}</Code>,
  subsup: (given, children) =>
    text(given, 'type') === 'sup' ? <sup>{children}</sup> : <sub>{children}</sub>,
  link: (given, children) => <Link href={text(given, 'href')}>{children}</Link>,
  textColor: (given, children) => (
    <span style={{ color: text(given, 'color') } satisfies CSSProperties}>{children}</span>
  ),
};

const Text: Draw = ({ node }) => {
  const report = useContext(ReportContext);
  return node.marks.reduce<ReactNode>((children, one) => {
    const draw = Object.hasOwn(MARKS, one.type) ? MARKS[one.type] : undefined;
    if (draw) return draw(one, children);
    report(`The sandbox does not draw the ADF mark '${one.type}'`);
    return <span data-unknown-mark={one.type}>{children}</span>;
  }, node.text);
};

const NODES: Readonly<Record<string, Draw>> = {
  doc: Content,
  paragraph: wrap('p'),
  heading: Heading,
  text: Text,
  hardBreak: () => <br />,
  bulletList: wrap('ul'),
  orderedList: OrderedList,
  listItem: wrap('li'),
  table: Table,
  tableRow: wrap('tr'),
  tableHeader: cell('th'),
  tableCell: cell('td'),
  panel: Panel,
  status: Status,
  mention: Mention,
  date: DateNode,
  emoji: ({ node }) => text(node, 'text') || text(node, 'shortName'),
  rule: () => <hr />,
  blockquote: wrap('blockquote'),
  codeBlock: CodeBlock,
  inlineCard: InlineCard,
};
