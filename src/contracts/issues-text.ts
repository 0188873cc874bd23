import type { z } from 'zod';

const MAX_LINES = 20;

/** Where in a document an issue stands, as far as words for it are known. */
export type PlaceOf = (path: readonly PropertyKey[]) => string;

/** What is wrong with a document, a line an issue, each beginning with its place: `applications[0].key: …`. */
export const issuesText = ({ issues }: z.ZodError): string =>
  cappedLines(issues.map(({ path, message }) => placedLine(path, message)));

/** One line: the place in a document, and what is wrong there. */
export function placedLine(
  path: readonly PropertyKey[],
  message: string,
  placeOf: PlaceOf = propertyPlace,
): string {
  const place = placeOf(path);
  return place === '' ? message : `${place}: ${message}`;
}

/** As many lines as people read, and how many there are besides. */
export function cappedLines(lines: readonly string[]): string {
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

const propertyPlace: PlaceOf = (path) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
