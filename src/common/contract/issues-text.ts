import type { z } from 'zod';

const MAX_LINES = 20;

/** What is wrong with a document, a line an issue, each beginning with its place: `applications[0].key: …`. */
export const issuesText = ({ issues }: z.ZodError): string =>
  cappedLines(
    issues.map(({ path, message }) => {
      const place = path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
        .join('')
        .replace(/^\./, '');
      return place === '' ? message : `${place}: ${message}`;
    }),
  );

/** As many lines as people read, and how many there are besides. */
export function cappedLines(lines: readonly string[]): string {
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
