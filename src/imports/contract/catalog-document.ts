import * as z from '#zod';
import { replacedPersonSchema } from '../../common/contract/replaced-person';
import { applicationSchema, reportLowerTiers, tierSchema } from '../../catalog/contract/application-document';
import { documentKey, reportRepeats } from '../../catalog/contract/catalog-parts';
import { contractDocumentSchema, contractSchema } from '../../catalog/contract/contract-document';
import {
  MAX_ROLE_MAPPINGS,
  roleMappingDocumentSchema,
  roleMappingSchema,
} from '../../catalog/contract/role-mapping';
import { stageSchema } from '../../policy/contract/approval-stage';
import { policyRulesSchema, ruleSchemaWith } from '../../policy/contract/rule-document';

/** The document an administrator imports: applications with their tiers and pools, and the access policy. */
export const catalogDocumentSchema = z
  .strictObject({
    format: z.literal('seatkeeper-catalog'),
    applications: z.array(applicationSchema).max(1_000),
    /** Of the applications above all their contracts; of others those that are added or replaced. */
    contracts: z.array(contractDocumentSchema).max(2_000).optional(),
    /** All of them: what is not here is removed. */
    roleMappings: z.array(roleMappingDocumentSchema).max(MAX_ROLE_MAPPINGS).optional(),
    policy: z.strictObject({ rules: policyRulesSchema }).optional(),
  })
  .superRefine((document, context) => {
    reportRepeats(document.applications, ['applications'], context);
    for (const part of ['contracts', 'roleMappings'] as const) {
      const keys = (document[part] ?? []).map(({ key }) => ({ key }));
      reportRepeats(keys, [part], context);
    }
    document.applications.forEach((application, index) => {
      reportRepeats(application.tiers, ['applications', index, 'tiers'], context);
      reportLowerTiers(application.tiers, ['applications', index, 'tiers'], context);
    });
  });

export type CatalogDocument = z.infer<typeof catalogDocumentSchema>;

/** What is stored between the dry run and the import, with owners as accounts: exactly what was shown. */
export const catalogPlanSchema = z.object({
  /** Fingerprint of what was stored at the dry run, and how often the catalog had been imported. */
  against: z.string(),
  after: z.number(),
  /** Whether it would decide otherwise about who gets what. */
  decidesAboutGrants: z.boolean(),
  /** Whether it would where the policy compares with prices, which one may do that comes after the dry run. */
  decidesByPrices: z.boolean(),
  /** Keys of the applications that it would decide otherwise about; missing in plans from before, which may touch any. */
  touched: z.array(z.string()).optional(),
  /** What the import changes, in words. */
  changes: z.array(
    z.object({
      subject: z.string(),
      details: z.array(z.string()).readonly(),
      decides: z.boolean(),
      people: z.array(replacedPersonSchema).readonly(),
    }),
  ),
  catalog: z.array(
    applicationSchema.omit({ owner: true, backupOwner: true }).extend({
      tiers: z.array(tierSchema.omit({ lowerTier: true }).extend({ lowerTierKey: documentKey.nullable() })),
      ownerId: z.string().nullable(),
      backupOwnerId: z.string().nullable(),
    }),
  ),
  /** Those to add or replace, and the keys of those to remove. */
  contracts: z.array(contractSchema),
  removedContracts: z.array(z.string()),
  /** All of them; null when they stay as they are. */
  roleMappings: z.array(roleMappingSchema).nullable(),
  rules: z.array(ruleSchemaWith(stageSchema)).nullable(),
});

export type CatalogPlan = z.infer<typeof catalogPlanSchema>;
