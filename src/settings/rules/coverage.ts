/** The names of what marks a ticket as an access request, under which is kept since when it does. */
export const MARK = {
  requestType: (id: string): string => `request-type:${id}`,
  workType: (id: string): string => `work-type:${id}`,
  field: (id: string): string => `field:${id}`,
  fulfilled: (statusId: string): string => `fulfilled:${statusId}`,
};

/** What makes a ticket of a mapped project an access request, and since when. */
export interface Coverage {
  readonly workTypeIds: readonly string[];
  /** Milliseconds since the epoch, UTC, by `MARK`. */
  readonly since: Readonly<Record<string, number>>;
  /** The highest issue id that there was then, by `MARK`: an import may give an issue any date, and no id. */
  readonly newest: Readonly<Record<string, number>>;
}

/** The moment at which something is mapped. */
export interface MappedAt {
  readonly now: number;
  readonly newestIssueId: number;
}

interface Mapping {
  readonly requestTypeIds: readonly string[];
  readonly fields: { readonly application: string; readonly tier: string };
  readonly statuses: { readonly fulfilled: string };
}

/**
 * What a mapping covers. What was mapped before keeps its time, so that saving it again excuses nothing that was
 * fulfilled in between.
 * @param workTypeIds of the mapped request types
 */
export function coverageOf(
  { requestTypeIds, fields, statuses }: Mapping,
  workTypeIds: readonly string[],
  before: Coverage | undefined,
  { now, newestIssueId }: MappedAt,
): { workTypeIds: string[]; since: Record<string, number>; newest: Record<string, number> } {
  const marks = [
    ...requestTypeIds.map(MARK.requestType),
    ...workTypeIds.map(MARK.workType),
    MARK.field(fields.application),
    MARK.field(fields.tier),
    MARK.fulfilled(statuses.fulfilled),
  ];
  const since = Object.fromEntries(marks.map((mark) => [mark, before?.since[mark] ?? now]));
  const newest = Object.fromEntries(marks.map((mark) => [mark, before?.newest[mark] ?? newestIssueId]));
  return { workTypeIds: [...new Set(workTypeIds)], since, newest };
}
