import { z } from 'zod';
import { APPLICATION_RISKS, CRITICALITIES } from '../domain/catalog/catalog';
import { CONTROLS, EXCEPTION_APPROVERS } from '../domain/policy/exception';
import { evidenceRequirementSchema } from './evidence';
import { stageDocumentSchema, stageFormSchema, stageSchema } from './approval-stage';

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens, at most 40 characters');
const line = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date();

const priceSchema = z.strictObject({
  amount: z.string().regex(/^\d{1,9}(\.\d{1,2})?$/, 'write an amount such as "45.00"'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'use an ISO 4217 code such as EUR'),
  per: z.enum(['month', 'year']),
});

const tierSchema = z.strictObject({
  key,
  name: line(60),
  summary: z.string().trim().max(200).default(''),
  premium: z.boolean().default(false),
  /** Held beside another tier of the application instead of in its place. */
  addOn: z.boolean().default(false),
  /** Key of the tier of the same application that one goes down to. */
  lowerTier: key.nullable().default(null),
  roles: z
    .array(line(60).regex(/^[^;]*$/, 'has a semicolon, which tables put between roles'))
    .max(20)
    .superRefine(reportSameRoles)
    .default([]),
  seats: z.number().int().min(0).max(100_000),
  price: priceSchema.nullable().default(null),
  contractEnd: day.nullable().default(null),
});

const applicationSchema = z.strictObject({
  key,
  name: line(60),
  description: z.string().trim().max(500).default(''),
  risk: z.enum(APPLICATION_RISKS).nullable().default(null),
  criticality: z.enum(CRITICALITIES).nullable().default(null),
  region: line(60).nullable().default(null),
  supportPath: line(300).nullable().default(null),
  idleDays: z.number().int().min(1).max(3_650).nullable().default(null),
  /** E-mail address of an Atlassian account on the site. */
  owner: z.email().nullable().default(null),
  backupOwner: z.email().nullable().default(null),
  tiers: z.array(tierSchema).min(1).max(20),
});

const HOLDING_HINT = 'write an application\'s key, or its key and a tier\'s key such as "figma/premium"';

const ruleSchemaWith = <S extends z.ZodType>(stage: S) =>
  z.strictObject({
    id: key,
    description: line(300),
    when: z
      .strictObject({
        applications: z.array(key).optional(),
        tiers: z.array(key).optional(),
        premium: z.boolean().optional(),
        roles: z.array(line(60)).optional(),
        risk: z.array(z.enum(APPLICATION_RISKS)).optional(),
        departments: z.array(line(100)).optional(),
        locations: z.array(line(100)).optional(),
        workerTypes: z.array(line(60)).optional(),
        onBehalf: z.boolean().optional(),
        peopleMoreThan: z.number().int().min(1).max(1_000).optional(),
        longerThanDays: z.number().int().min(1).max(3_650).optional(),
        dearerThan: priceSchema.omit({ per: true }).optional(),
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
    policy: z.strictObject({ rules: policyRulesSchema }).optional(),
  })
  .superRefine((document, context) => {
    reportRepeats(document.applications, ['applications'], context);
    document.applications.forEach((application, index) => {
      reportRepeats(application.tiers, ['applications', index, 'tiers'], context);
      reportLowerTiers(application.tiers, ['applications', index, 'tiers'], context);
    });
  });

export type CatalogDocument = z.infer<typeof catalogDocumentSchema>;

/** What is stored between the dry run and the import, with owners as accounts: exactly what was shown. */
export const catalogPlanSchema = z.object({
  /** Fingerprint of the catalog that the dry run compared with. */
  against: z.string(),
  catalog: z.array(
    applicationSchema.omit({ owner: true, backupOwner: true }).extend({
      tiers: z.array(tierSchema.omit({ lowerTier: true }).extend({ lowerTierKey: key.nullable() })),
      ownerId: z.string().nullable(),
      backupOwnerId: z.string().nullable(),
    }),
  ),
  rules: z.array(ruleSchemaWith(stageSchema)).nullable(),
});

export type CatalogPlan = z.infer<typeof catalogPlanSchema>;

function reportRepeats(
  items: readonly { readonly key: string; readonly name: string }[],
  path: (string | number)[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    for (const text of new Set([item.key, item.name.toLowerCase()])) {
      if (seen.has(text))
        context.addIssue({ code: 'custom', path: [...path, index], message: `“${text}” is used twice` });
    }
    seen.add(item.key);
    seen.add(item.name.toLowerCase());
  });
}

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
