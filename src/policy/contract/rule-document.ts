import * as z from '#zod';
import { documentKey, line, moneySchema, reportRepeats } from '../../catalog/contract/catalog-parts';
import { APPLICATION_RISKS } from '../../catalog/rules/catalog';
import { CONTROLS, EXCEPTION_APPROVERS } from '../rules/exception';
import { stageDocumentSchema, stageFormSchema } from './approval-stage';
import { evidenceRequirementSchema } from './evidence';
import { policyMessages } from '../rules/messages';

export const ruleSchemaWith = <S extends z.ZodType>(stage: S) =>
  z.strictObject({
    id: documentKey,
    description: line(300),
    when: z
      .strictObject({
        applications: z.array(documentKey).optional(),
        tiers: z.array(documentKey).optional(),
        premium: z.boolean().optional(),
        roles: z.array(line(60)).optional(),
        risk: z.array(z.enum(APPLICATION_RISKS)).optional(),
        departments: z.array(line(100)).optional(),
        locations: z.array(line(100)).optional(),
        workerTypes: z.array(line(60)).optional(),
        onBehalf: z.boolean().optional(),
        peopleMoreThan: z.number().int().min(1).max(1_000).optional(),
        longerThanDays: z.number().int().min(1).max(3_650).optional(),
        dearerThan: moneySchema.optional(),
        holdsAny: z
          .array(
            z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(\/[a-z0-9][a-z0-9-]{0,39})?$/, policyMessages.holding),
          )
          .optional(),
      })
      .default({}),
    effect: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('forbid') }),
      z.strictObject({
        kind: z.literal('require'),
        stages: z.array(stage).min(1).max(10),
        waivable: z.boolean().default(false),
      }),
      z.strictObject({ kind: z.literal('limit-duration'), maxDays: z.number().int().min(1).max(3_650) }),
      z.strictObject({
        kind: z.literal('require-evidence'),
        evidence: z.array(evidenceRequirementSchema).min(1).max(20),
      }),
      z.strictObject({
        kind: z.literal('exception'),
        of: z.enum(CONTROLS),
        approver: z.enum(EXCEPTION_APPROVERS),
        maxDays: z.number().int().min(1).max(3_650),
      }),
      z.strictObject({ kind: z.literal('auto-approve') }),
    ]),
  });

/** A rule as documents and the editor write it: people by e-mail address or account, groups by name. */
export const ruleSchema = ruleSchemaWith(stageFormSchema);

export type RuleDocument = z.infer<typeof ruleSchema>;

/** The rules of a policy; each has an id of its own. */
export const policyRulesSchema = z
  .array(ruleSchemaWith(stageDocumentSchema))
  .max(500)
  .superRefine((rules, context) => {
    reportRepeats(
      rules.map(({ id }) => ({ key: id, name: id })),
      [],
      context,
    );
  });
