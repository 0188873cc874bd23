import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const isOf = (issue: Issue, field: string): boolean => issue.path.some((part) => part === field);

/** What is said of a key: the first that applies. */
function codeOfKey(issue: Issue, isEntity: boolean): string {
  if (issue.code === 'too_small') return isEntity ? 'EMPTY_KEY' : 'KEY_TOO_SHORT';
  return issue.code === 'too_big' ? 'KEY_TOO_LONG' : 'INVALID_KEY';
}

function codeOfQuery(issue: Issue): string | undefined {
  if (isOf(issue, 'limit')) return 'LIST_QUERY_LIMIT_EXCEEDED';
  if (!isOf(issue, 'where')) return undefined;
  if (isOf(issue, 'property')) return 'QUERY_WHERE_FIELD_INVALID';
  if (isOf(issue, 'condition')) return 'INVALID_FILTER_CONDITION';
  return isOf(issue, 'values') ? 'INVALID_FILTER_VALUES' : 'QUERY_WHERE_INVALID';
}

/**
 * The code that Forge documents for a request it refuses, by what is wrong with it. Whatever has none there, an option of the
 * wrong shape or an attribute's, is a VALIDATION_ERROR.
 * @param operation `set`, `secret/get`, `entity/set`, `query` …
 * @see https://developer.atlassian.com/platform/forge/storage-reference/handling-errors-kvs/
 * @see https://developer.atlassian.com/platform/forge/storage-reference/handling-errors-customentities/
 */
export function codeOf(operation: string, error: z.ZodError): string {
  for (const issue of error.issues) {
    if (issue.path.at(-1) === 'key') return codeOfKey(issue, operation.startsWith('entity/'));
    const code = operation === 'query' ? codeOfQuery(issue) : undefined;
    if (code !== undefined) return code;
  }
  return 'VALIDATION_ERROR';
}
