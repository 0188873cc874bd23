import * as z from '#zod';
import { STAGE_KINDS } from '../../policy/rules/approval-stage';
import type { Trouble } from '../rules/trouble';

const code = <C extends Trouble['code']>(value: C) => z.object({ code: z.literal(value) });

const troubleSchema: z.ZodType<Trouble> = z.lazy(() =>
  z.discriminatedUnion('code', [
    code('no-approver').extend({
      stages: z.array(
        z.object({
          kind: z.enum(STAGE_KINDS),
          groupName: z.string().nullable(),
          quorum: z.number(),
          found: z.number(),
          isTooLarge: z.boolean().optional(),
          isOwnImport: z.boolean().optional(),
        }),
      ),
      fallback: z.string().nullable(),
      isFallbackTooLarge: z.boolean().optional(),
    }),
    code('no-request-type'),
    code('pool-full'),
    code('left-queue'),
    code('holds-already'),
    code('changed'),
    code('stricter').extend({ reasons: z.array(z.string()) }),
    code('approver-gone').extend({ approverIds: z.array(z.string()) }),
    code('used-up'),
    code('higher-tier').extend({ name: z.string() }),
    code('change-ticket').extend({
      why: z.enum(['unknown', 'itself', 'other-kind', 'over']),
      ticket: z.string(),
      kinds: z.array(z.string()),
    }),
    code('beneficiary-left'),
    code('denied').extend({ reasons: z.array(z.string()) }),
    code('policy-gone'),
    code('own-part').extend({ part: z.enum(['approver', 'requester', 'beneficiary', 'app']) }),
    code('no-transition').extend({
      from: z.string(),
      to: z.enum(['approval', 'restart', 'next', 'reopen', 'undo-decline']),
    }),
    code('earlier').extend({ text: z.string() }),
  ]),
);

/** What the column held before it held codes. */
const SENTENCES: ReadonlyMap<string, Trouble> = new Map<string, Trouble>([
  [
    'The license pool has no free seat. The request waits in line and gets the next one that is its turn.',
    { code: 'pool-full' },
  ],
  ['The license pool has no free seat, and the place in its line was given up.', { code: 'left-queue' }],
  ['The beneficiary has a seat of this tier already.', { code: 'holds-already' }],
]);

/** The column as it is read: a code as JSON, or a sentence from before there were codes. */
export const troubleColumn = z.lazy(() =>
  z
    .string()
    .nullable()
    .transform((stored): Trouble | null => {
      if (stored === null) return null;
      return parsed(stored) ?? SENTENCES.get(stored) ?? { code: 'earlier', text: stored };
    }),
);

function parsed(stored: string): Trouble | undefined {
  if (!stored.startsWith('{')) return undefined;
  try {
    return troubleSchema.safeParse(JSON.parse(stored)).data;
  } catch {
    return undefined;
  }
}

/** As the column takes it. */
export const storedTrouble = (trouble: Trouble | null): string | null => trouble && JSON.stringify(trouble);
