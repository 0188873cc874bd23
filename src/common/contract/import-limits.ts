/**
 * Largest piece of a document that one call may carry, in UTF-16 units: the platform's own limit is 500 KB a request,
 * and one unit can take three bytes.
 */
export const IMPORT_PART_CHARACTERS = 150_000;
export const IMPORT_MAX_PARTS = 66;

/** Pieces that are no longer than a call may carry and cut no character in two. */
export function importParts(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = Math.min(start + IMPORT_PART_CHARACTERS, text.length);
    const isCut = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    const piece = text.slice(start, isCut ? end - 1 : end);
    parts.push(piece);
    start += piece.length;
  }
  return parts;
}
