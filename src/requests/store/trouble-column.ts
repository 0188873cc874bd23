import * as z from 'zod';
import { STAGE_KINDS } from '../../policy/rules/approval-stage';
import type { Trouble } from '../rules/trouble';

const code = <C extends Trouble['code']>(value: C) => z.object({ code: z.literal(value) });

const troubleSchema: z.ZodType<Trouble> = z.discriminatedUnion('code', [
  code('no-approver').extend({
    stages: z.array(
      z.object({
        kind: z.enum(STAGE_KINDS),
        groupName: z.string().nullable(),
        quorum: z.number(),
        found: z.number(),
      }),
    ),
    fallback: z.string().nullable(),
  }),
  code('no-request-type'),
  code('pool-full'),
  code('left-queue'),
  code('holds-already'),
  code('changed'),
  code('stricter').extend({ reasons: z.array(z.string()) }),
  code('approver-gone').extend({ approverIds: z.array(z.string()) }),
  code('beneficiary-left'),
  code('denied').extend({ reasons: z.array(z.string()) }),
  code('policy-gone'),
  code('own-part').extend({ part: z.enum(['approver', 'requester', 'beneficiary', 'app']) }),
  code('no-transition').extend({ from: z.string(), to: z.enum(['approval', 'next']) }),
  code('earlier').extend({ text: z.string() }),
]);

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
export const troubleColumn = z
  .string()
  .nullable()
  .transform((stored): Trouble | null => {
    if (stored === null) return null;
    return parsed(stored) ?? SENTENCES.get(stored) ?? { code: 'earlier', text: stored };
  });

function parsed(stored: string): Trouble | undefined {
  if (!stored.startsWith('{')) return undefined;
  try {
    return troubleSchema.safeParse(JSON.parse(stored)).data;
  } catch {
    return undefined;
  }
}

const COLUMN_LENGTH = 500;

/** As the column takes it: of lists that are too long for it, as much as fits. */
export function storedTrouble(trouble: Trouble | null): string | null {
  if (trouble === null) return null;
  let stored = trouble;
  while (JSON.stringify(stored).length > COLUMN_LENGTH) {
    const shorter = shortened(stored);
    if (JSON.stringify(shorter) === JSON.stringify(stored)) break;
    stored = shorter;
  }
  return JSON.stringify(stored);
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** All but the last of a list, and of what is left the beginning. */
function shortened(trouble: Trouble): Trouble {
  switch (trouble.code) {
    case 'no-approver': {
      const { stages, fallback } = trouble;
      if (stages.length > 1) return { ...trouble, stages: stages.slice(0, -1) };
      const named = stages.map((stage) => ({
        ...stage,
        groupName: stage.groupName === null ? null : clip(stage.groupName),
      }));
      return { ...trouble, stages: named, fallback: fallback === null ? null : clip(fallback) };
    }
    case 'denied':
    case 'stricter': {
      const { reasons } = trouble;
      return { ...trouble, reasons: reasons.length > 1 ? reasons.slice(0, -1) : reasons.map(clip) };
    }
    case 'approver-gone':
      return { ...trouble, approverIds: trouble.approverIds.slice(0, 1) };
    case 'no-transition':
      return { ...trouble, from: clip(trouble.from) };
    case 'earlier':
    case 'no-request-type':
    case 'pool-full':
    case 'left-queue':
    case 'holds-already':
    case 'changed':
    case 'beneficiary-left':
    case 'policy-gone':
    case 'own-part':
      return trouble;
  }
}
