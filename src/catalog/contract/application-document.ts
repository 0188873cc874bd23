import { foldedText } from '../../common/rules/folded-text';
import * as z from '#zod';
import { APPLICATION_RISKS, CRITICALITIES } from '../rules/catalog';
import { day, documentKey, line, personSchema, priceSchema, seatCount } from './catalog-parts';
import { catalogMessages } from '../rules/messages';

export const tierSchema = z.strictObject({
  key: documentKey,
  name: line(60),
  summary: z.string().trim().max(200).default(''),
  premium: z.boolean().default(false),
  /** Held beside another tier of the application instead of in its place. */
  addOn: z.boolean().default(false),
  /** Key of the tier of the same application that one goes down to. */
  lowerTier: documentKey.nullable().default(null),
  roles: z
    .array(line(60).regex(/^[^;]*$/, catalogMessages.document.semicolon))
    .max(20)
    .superRefine(reportSameRoles)
    .default([]),
  /** Null where contracts say how many seats there are, at what price and until when. */
  seats: seatCount.nullable().default(null),
  price: priceSchema.nullable().default(null),
  contractEnd: day.nullable().default(null),
});

export const applicationSchema = z.strictObject({
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

function reportSameRoles(roles: readonly string[], context: z.RefinementCtx): void {
  roles.forEach((role, index) => {
    const same = (other: string): boolean => foldedText(other) === foldedText(role);
    if (roles.findIndex(same) < index)
      context.addIssue({ code: 'custom', path: [index], message: catalogMessages.document.usedTwice(role) });
  });
}

/** Going down from tier to tier has to end somewhere. */
export function reportLowerTiers(
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
    if (!lower.has(lowerTier)) complain(catalogMessages.document.noLowerTier(lowerTier));
    else if (lowerTier === tierKey) complain(catalogMessages.document.lowerThanItself);
    else if (leadsBack(tierKey, lower)) complain(catalogMessages.document.lowerInCircle(tierKey, lowerTier));
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
