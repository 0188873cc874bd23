import { paragraph, text, type AdfDocument, type AdfNode } from '../../common/rules/adf';
import { jiraMessages } from './messages';

/**
 * How many characters a comment may have. Jira does not say whether it counts the text or the document; the document is
 * the longer one, so what fits by it fits either way.
 */
export const MAX_COMMENT_CHARACTERS = 32_767;

/** Where everything stands that a comment has no room for. */
export type WhereRest = keyof typeof jiraMessages.restOf;

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** How many lines people would count; the cells of a row stand beside each other. */
function linesIn({ type, content = [] }: AdfNode): number {
  switch (type) {
    case 'paragraph':
    case 'heading':
      return 1;
    case 'tableRow':
      return Math.max(1, ...content.map(linesIn));
    default:
      return countLines(content);
  }
}

const countLines = (nodes: readonly AdfNode[]): number => nodes.reduce((sum, node) => sum + linesIn(node), 0);

/**
 * A comment that Jira takes. Lines are left out at the end of its longest part, and a sentence at its end says how many and
 * where to find them; a document that fits is left as it is.
 */
export function boundedComment(
  document: AdfDocument,
  where: WhereRest,
  limit = MAX_COMMENT_CHARACTERS,
): AdfDocument {
  if (sizeOf(document) <= limit) return document;
  const all = countLines(document.content);
  const room = limit - 1 - Math.max(sizeOf(notice(all, where)), sizeOf(notice(0, where)));
  let content = document.content;
  for (let excess = sizeOf(document) - room; excess > 0;) {
    const next = shortened(content, excess);
    // what is made of many short parts in one has no line to lose
    content = sizeOf(next) < sizeOf(content) ? next : content.slice(0, -1);
    excess = content.length === 0 ? 0 : sizeOf({ ...document, content }) - room;
  }
  return { ...document, content: [...content, notice(all - countLines(content), where)] };
}

const notice = (lines: number, where: WhereRest): AdfNode =>
  paragraph(text(jiraMessages.leftOut(lines, jiraMessages.restOf[where])));

/** Without the end of the longest part: its last lines, or the end of its only line. */
function shortened(nodes: readonly AdfNode[], excess: number): readonly AdfNode[] {
  const sizes = nodes.map(sizeOf);
  const longest = sizes.indexOf(Math.max(...sizes));
  const node = nodes[longest];
  if (!node) return nodes;
  const isMostOfIt = (sizes[longest] ?? 0) * 2 > sizes.reduce((sum, size) => sum + size, 0);
  if (nodes.length > 1 && !isMostOfIt) return withoutEnd(nodes, sizes, excess);
  const inner = node.content;
  if (inner && inner.length > 0)
    return replaced(nodes, longest, { ...node, content: shortened(inner, excess) });
  if (node.text === undefined) return nodes.filter((_, index) => index !== longest);
  return replaced(nodes, longest, { ...node, text: clipped(node.text, excess) });
}

function withoutEnd(nodes: readonly AdfNode[], sizes: readonly number[], excess: number): readonly AdfNode[] {
  let kept = nodes.length;
  for (let freed = 0; kept > 1 && freed < excess; kept--) freed += (sizes[kept - 1] ?? 0) + 1;
  return nodes.slice(0, kept);
}

const replaced = (nodes: readonly AdfNode[], at: number, node: AdfNode): AdfNode[] =>
  nodes.map((one, index) => (index === at ? node : one));

/** A character can take six in JSON, and none is cut in two. */
function clipped(value: string, excess: number): string {
  const characters = Array.from(value);
  let freed = 0;
  while (characters.length > 0 && freed < excess + 1) freed += sizeOf(characters.pop() ?? '') - 2;
  return `${characters.join('')}…`;
}
