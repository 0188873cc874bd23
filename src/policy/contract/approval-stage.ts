import * as z from '#zod';
import { personSchema } from '../../catalog/contract/catalog-parts';
import { STAGE_KINDS, TIMEOUT_ACTIONS, stageOf, type ApprovalStage } from '../rules/approval-stage';
import { policyMessages } from '../rules/messages';

/** Stages that say all by their name, which may stand alone: `"manager"`. */
const NAMED_KINDS = ['manager', 'managers-manager', 'application-owner', 'security'] as const;

const quorum = z.lazy(() => z.number().int().min(1).max(20));
const order = z.lazy(() => z.number().int().min(1).max(20));
const timeoutSchema = z.lazy(() =>
  z.strictObject({
    /** Business hours of whoever is asked. */
    hours: z.number().int().min(1).max(1_000),
    then: z.enum(TIMEOUT_ACTIONS),
  }),
);
const common = {
  quorum: quorum.default(1),
  order: order.default(1),
  timeout: timeoutSchema.nullable().default(null),
};

/** A stage with all its parts: people by e-mail address or account id, groups by name. */
export const stageFormSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(NAMED_KINDS), ...common }),
    z.strictObject({ kind: z.literal('group'), group: z.string().trim().min(1).max(255), ...common }),
    z
      .strictObject({
        kind: z.literal('people'),
        people: z.array(personSchema).min(1).max(50),
        ...common,
      })
      .refine(({ people, quorum: needed }) => new Set(people).size >= needed, {
        message: policyMessages.tooManyApprovals,
        path: ['quorum'],
      }),
  ]),
);

/** A stage as a policy document writes it; one that says all by its name may be that name alone. */
export const stageDocumentSchema = z.lazy(() =>
  z.union([
    z.enum(NAMED_KINDS).transform((kind) => ({ kind, quorum: 1, order: 1, timeout: null })),
    stageFormSchema,
  ]),
);

export type StageDocument = z.infer<typeof stageDocumentSchema>;

const storedStage = z.lazy(() =>
  z.object({
    kind: z.enum(STAGE_KINDS),
    group: z.object({ id: z.string(), name: z.string() }).nullable(),
    people: z.array(z.string()),
    quorum: z.number().int().min(1),
    order: z.number().int().min(1),
    timeout: z.object({ hours: z.number().positive(), then: z.enum(TIMEOUT_ACTIONS) }).nullable(),
  }),
);

/** A stage as it is stored, people and groups by id; what was stored as a bare name is read as one. */
export const stageSchema = z.lazy(() =>
  z.union([z.enum(NAMED_KINDS).transform((kind): ApprovalStage => stageOf(kind)), storedStage]),
);
