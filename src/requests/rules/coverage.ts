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

/** What an event says of a change, without any field that is not Jira's own. */
export interface ToldChange {
  /** Whether the ticket was just made. */
  readonly isNew: boolean;
  readonly workTypeId: string | null;
  /** Null in `fieldId` where the event does not say which field it was. */
  readonly edits: readonly {
    readonly fieldId: string | null;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

/**
 * Whether a change of a ticket that is not on record can be one of an access request. Where it cannot, the ticket had
 * nothing that marks a request before, or an event of that was lost and the reconcile's search finds the mark.
 */
export function mayBeOfRequest(
  { workTypeId, edits }: ToldChange,
  {
    fields,
    statuses,
    coverage,
  }: Pick<CoveringProject, 'statuses' | 'coverage'> & {
    readonly fields: CoveringProject['fields'] & { readonly requestType: string };
  },
): boolean {
  if (workTypeId === null || coverage.workTypeIds.includes(workTypeId) || edits.length === 0) return true;
  const marking = ['issuetype', 'project', fields.requestType, fields.application, fields.tier];
  return edits.some(({ fieldId, from, to }) =>
    fieldId === 'status'
      ? from === statuses.fulfilled || to === statuses.fulfilled
      : fieldId === null || marking.includes(fieldId),
  );
}

/** Whether a ticket was just made, of another work type, so that it is a request only by what its fields say. */
export const isByFieldsAlone = (
  { isNew, workTypeId }: ToldChange,
  { coverage }: Pick<CoveringProject, 'coverage'>,
): boolean => isNew && workTypeId !== null && !coverage.workTypeIds.includes(workTypeId);

/** Whether the event names what was changed, and nothing of it has to do with who is asked or what came of it. */
export function keepsApprovals(
  { edits }: ToldChange,
  { fields }: { readonly fields: { readonly approvers: string; readonly requestType: string } },
): boolean {
  const telling = ['status', 'issuetype', 'project', fields.approvers, fields.requestType];
  return edits.length > 0 && edits.every(({ fieldId }) => fieldId !== null && !telling.includes(fieldId));
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
