import type { TicketApproval } from '../rules/ticket-approval';
import * as z from '#zod';

const moment = z.looseObject({ epochMillis: z.number() });

/** An approval as JSM writes it, in its own API and in the "Approvals" field of an issue. */
export const approvalSchema = z.lazy(() =>
  z
    .looseObject({
      id: z.string(),
      createdDate: moment,
      completedDate: moment.optional(),
      approvers: z.array(
        z.looseObject({
          approver: z.looseObject({
            accountId: z.string(),
            displayName: z.string().default(''),
            active: z.boolean().default(false),
          }),
          approverDecision: z.enum(['approved', 'declined', 'pending']).catch('pending'),
        }),
      ),
    })
    .transform((value): TicketApproval => ({
      id: value.id,
      openedAt: value.createdDate.epochMillis,
      completedAt: value.completedDate?.epochMillis ?? null,
      approvers: value.approvers.map(({ approver, approverDecision }) => ({
        accountId: approver.accountId,
        displayName: approver.displayName,
        ...(approver.active ? { active: true } : {}),
        vote: approverDecision,
      })),
    })),
);

export const oldestFirst = (approvals: readonly TicketApproval[]): TicketApproval[] =>
  approvals.toSorted((a, b) => a.openedAt - b.openedAt);

/**
 * The approvals in a value of the "Approvals" field, oldest first; null when it is none. Atlassian does not document
 * the field's shape.
 */
export function approvalListIn(value: unknown): TicketApproval[] | null {
  const list = z.array(approvalSchema).safeParse(value);
  return list.success ? oldestFirst(list.data) : null;
}
