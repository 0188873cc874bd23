import * as z from 'zod/mini';

/** A document of Atlassian Document Format as an editor hands it over. */
export interface TextDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly Paragraph[];
}

interface Paragraph {
  readonly type: 'paragraph';
  readonly content: readonly (
    { readonly type: 'text'; readonly text: string } | { readonly type: 'hardBreak' }
  )[];
}

const LINE = '\n';
const BETWEEN_PARAGRAPHS = '\n\n';

/** Plain text as a document: an empty line ends a paragraph, any other line break stays one. */
export function documentOf(text: string): TextDocument {
  const paragraphs = text === '' ? [] : text.split(BETWEEN_PARAGRAPHS);
  return {
    version: 1,
    type: 'doc',
    content: paragraphs.map((paragraph) => ({
      type: 'paragraph',
      content: paragraph.split(LINE).flatMap((line, index) => [
        ...(index > 0 ? [{ type: 'hardBreak' as const }] : []),
        // a text node must not be empty
        ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
      ]),
    })),
  };
}

const node = z.object({
  type: z.string(),
  text: z.optional(z.string()),
  attrs: z.optional(z.looseObject({ text: z.optional(z.string()) })),
  content: z.optional(z.array(z.unknown())),
});

const BLOCKS = ['paragraph', 'heading', 'codeBlock', 'listItem', 'tableRow', 'rule'];

/** What a document says, without its marks: a paragraph per block, an empty line between two. */
export function plainTextOf(document: unknown): string {
  const blocks = blocksOf(document);
  return blocks.join(BETWEEN_PARAGRAPHS);
}

function blocksOf(value: unknown): readonly string[] {
  const read = z.safeParse(node, value);
  if (!read.success) return [];
  const { type, content = [] } = read.data;
  return BLOCKS.includes(type) ? [content.map(inlineOf).join('')] : content.flatMap(blocksOf);
}

function inlineOf(value: unknown): string {
  const read = z.safeParse(node, value);
  if (!read.success) return '';
  const { type, text, attrs, content = [] } = read.data;
  return type === 'hardBreak' ? LINE : (text ?? attrs?.text ?? content.map(inlineOf).join(''));
}
