import { z } from 'zod';
import { APPLICATION_RISKS, CRITICALITIES } from '../../catalog/rules/catalog';
import { CONTROLS, EXCEPTION_APPROVERS } from '../../policy/rules/exception';
import {
  day,
  documentKey,
  line,
  moneySchema,
  personSchema,
  priceSchema,
  reportRepeats,
  seatCount,
} from '../../catalog/contract/catalog-parts';
import { contractDocumentSchema, contractSchema } from '../../catalog/contract/contract-document';
import { evidenceRequirementSchema } from '../../policy/contract/evidence';
import {
  roleMappingDocumentSchema,
  roleMappingSchema,
  MAX_ROLE_MAPPINGS,
} from '../../catalog/contract/role-mapping';
import { stageDocumentSchema, stageFormSchema, stageSchema } from '../../policy/contract/approval-stage';

const tierSchema = z.strictObject({
  key: documentKey,
  name: line(60),
  summary: z.string().trim().max(200).default(''),
  premium: z.boolean().default(false),
  /** Held beside another tier of the application instead of in its place. */
  addOn: z.boolean().default(false),
  /** Key of the tier of the same application that one goes down to. */
  lowerTier: documentKey.nullable().default(null),
  roles: z
    .array(line(60).regex(/^[^;]*$/, 'has a semicolon, which tables put between roles'))
    .max(20)
    .superRefine(reportSameRoles)
    .default([]),
  /** Null where contracts say how many seats there are, at what price and until when. */
  seats: seatCount.nullable().default(null),
  price: priceSchema.nullable().default(null),
  contractEnd: day.nullable().default(null),
});

const applicationSchema = z.strictObject({
  key: documentKey,
  name: line(60),
  description: z.string().trim().max(500).default(''),
  risk: z.enum(APPLICATION_RISKS).nullable().default(null),
  criticality: z.enum(CRITICALITIES).nullable().default(null),
  region: line(60).nullable().default(null),
  supportPath: line(300).nullable().default(null),
  idleDays: z.number().int().min(1).max(3_650).nullable().default(null),
  /** An Atlassian account on the site. */
  owner: personSchema.nullable().default(null),
  backupOwner: personSchema.nullable().default(null),
  tiers: z.array(tierSchema).min(1).max(20),
});

const HOLDING_HINT = 'write an application\'s key, or its key and a tier\'s key such as "figma/premium"';

const ruleSchemaWith = <S extends z.ZodType>(stage: S) =>
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
          .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}(\/[a-z0-9][a-z0-9-]{0,39})?$/, HOLDING_HINT))
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
const policyRulesSchema = z
  .array(ruleSchemaWith(stageDocumentSchema))
  .max(500)
  .superRefine((rules, context) => {
    reportRepeats(
      rules.map(({ id }) => ({ key: id, name: id })),
      [],
      context,
    );
  });

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
  /** Fingerprint of what was stored at the dry run. */
  against: z.string(),
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

function reportSameRoles(roles: readonly string[], context: z.RefinementCtx): void {
  roles.forEach((role, index) => {
    const same = (other: string): boolean => other.toLowerCase() === role.toLowerCase();
    if (roles.findIndex(same) < index)
      context.addIssue({ code: 'custom', path: [index], message: `“${role}” is used twice` });
  });
}

/** Going down from tier to tier has to end somewhere. */
function reportLowerTiers(
  tiers: readonly Pick<z.infer<typeof tierSchema>, 'key' | 'lowerTier'>[],
  path: (string | number)[],
  context: z.RefinementCtx,
): void {
  const lower = new Map(tiers.map((tier) => [tier.key, tier.lowerTier]));
  tiers.forEach(({ key: tierKey, lowerTier }, index) => {
    if (lowerTier === null) return;
    const complain = (message: string): void => {
      context.addIssue({ code: 'custom', path: [...path, index, 'lowerTier'], message });
    };
    if (!lower.has(lowerTier)) complain(`there is no tier “${lowerTier}” in this application`);
    else if (lowerTier === tierKey) complain('a tier cannot be lower than itself');
    else if (leadsBack(tierKey, lower))
      complain(`“${tierKey}” is lower than itself by way of “${lowerTier}”`);
  });
}

function leadsBack(from: string, lower: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at = lower.get(from); at && !seen.has(at); at = lower.get(at)) {
    if (at === from) return true;
    seen.add(at);
  }
  return false;
}
