import type { z } from 'zod';

const MAX_LINES = 20;

/** What is wrong with a document, a line an issue, each beginning with its place: `applications[0].key: …`. */
export function issuesText({ issues }: z.ZodError): string {
  const lines = issues.slice(0, MAX_LINES).map(({ path, message }) => {
    const place = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '');
    return place === '' ? message : `${place}: ${message}`;
  });
  if (issues.length > MAX_LINES) lines.push(`and ${issues.length - MAX_LINES} more`);
  return lines.join('\n');
}
