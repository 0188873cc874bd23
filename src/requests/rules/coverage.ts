import { lastMoveInto, type Ticket } from '../../jira/rules/ticket';
import { MARK, type Coverage } from '../../settings/rules/coverage';

/** What a project's mapping says of which tickets are access requests. */
export interface CoveringProject {
  readonly requestTypeIds: readonly string[];
  readonly fields: { readonly application: string; readonly tier: string };
  readonly statuses: { readonly fulfilled: string };
  readonly coverage: Coverage;
}

/**
 * Whether a ticket of a mapped project is an access request: by what it says, however it was made. It has a mapped request
 * type, or the work type of one, or says an application or a tier, or had one of these before. What the app made itself is
 * one only where somebody makes it say so: its work type may be that of access requests.
 */
export const isCovered = (ticket: Ticket, project: CoveringProject, appAccountId: string): boolean =>
  marksIn(ticket, project, appAccountId).length > 0;

/**
 * Whether a ticket that is not on record has to be followed: an access request that is open, or was fulfilled after it
 * became one. What was done before the app could know is left alone.
 */
export function isOurs(ticket: Ticket, project: CoveringProject, appAccountId: string): boolean {
  const marks = marksIn(ticket, project, appAccountId);
  if (marks.length === 0) return false;
  if (!ticket.statusDone) return true;
  const { coverage, statuses } = project;
  // one that was fulfilled stays so, whatever it was moved to since
  const move = lastMoveInto(ticket, statuses.fulfilled);
  if (move) return move.at >= firstOf(marks, coverage.since, statuses);
  // an import may make it there with any date, but Jira gave it its id
  return (
    ticket.statusId === statuses.fulfilled &&
    Number(ticket.issueId) > firstOf(marks, coverage.newest, statuses)
  );
}

/** Which ids an issue has that an import made in fulfilled since the project was mapped: higher ones than this. */
export const newestBefore = ({ coverage, statuses }: CoveringProject): number =>
  coverage.newest[MARK.fulfilled(statuses.fulfilled)] ?? Infinity;

/** What marks a project's access requests in a search; a mapped request type comes with its work type. */
export const marksOf = ({
  fields,
  coverage,
}: CoveringProject): { readonly workTypeIds: readonly string[]; readonly fieldIds: readonly string[] } => ({
  workTypeIds: coverage.workTypeIds,
  fieldIds: [fields.application, fields.tier],
});

/** From where on the app would have known of a fulfillment: the first of the marks, and the status. */
function firstOf(
  marks: readonly string[],
  kept: Readonly<Record<string, number>>,
  { fulfilled }: CoveringProject['statuses'],
): number {
  const firsts = marks.map((mark) => kept[mark] ?? Infinity);
  return Math.max(Math.min(...firsts), kept[MARK.fulfilled(fulfilled)] ?? Infinity);
}

function marksIn(
  ticket: Ticket,
  { requestTypeIds, fields, coverage }: CoveringProject,
  appAccountId: string,
): string[] {
  const { requestTypeId, raw } = ticket;
  const edits = ticket.changes.flatMap((change) => change.edits);
  const wasSaid = (fieldId: string): boolean => edits.some((edit) => edit.fieldId === fieldId);
  const workTypes =
    ticket.creatorId === appAccountId
      ? []
      : [
          ticket.workTypeId,
          ...edits.flatMap(({ fieldId, from }) => (fieldId === 'issuetype' && from !== null ? [from] : [])),
        ];
  return [
    ...(requestTypeId !== null && requestTypeIds.includes(requestTypeId)
      ? [MARK.requestType(requestTypeId)]
      : []),
    ...workTypes.filter((id) => coverage.workTypeIds.includes(id)).map(MARK.workType),
    ...(raw.application !== null || wasSaid(fields.application) ? [MARK.field(fields.application)] : []),
    ...(raw.tier !== null || wasSaid(fields.tier) ? [MARK.field(fields.tier)] : []),
  ];
}
