import * as z from '#zod';

const group = z.lazy(() => z.strictObject({ id: z.string().min(1), name: z.string().min(1) }));

/** Groups of the site that approvals go to. */
export const siteApprovalsSchema = z.lazy(() =>
  z.strictObject({
    /** Whom the stage `security` asks. */
    security: group.nullable(),
    /** Whom a stage asks that nobody can be found for; without it such a request is stuck. */
    fallback: group.nullable(),
    // settings from before change tickets had a kind name none
    /** Names of the work types that change tickets have; where there is none, any but that of access requests. */
    changeWorkTypes: z.array(z.string().min(1).max(60)).max(20).readonly().default([]),
  }),
);

export type SiteApprovals = z.infer<typeof siteApprovalsSchema>;

/** What holds until an administrator names groups. */
export const APPROVALS_BEFORE_SETUP: SiteApprovals = {
  security: null,
  fallback: null,
  changeWorkTypes: [],
};
