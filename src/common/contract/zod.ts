/**
 * What the app uses of zod. Whoever needs more of it adds it here; `.tools/pack-zod.mjs` makes of it what Forge's bundler takes
 * in place of all of zod, see docs/decisions/0046.
 */
export {
  NEVER,
  ZodError,
  ZodLazy,
  ZodObject,
  ZodPipe,
  ZodType,
  array,
  boolean,
  coerce,
  discriminatedUnion,
  email,
  enum,
  int,
  iso,
  lazy,
  literal,
  looseObject,
  null,
  number,
  object,
  partialRecord,
  record,
  strictObject,
  string,
  tuple,
  union,
  unknown,
  url,
  uuid,
} from 'zod';
export type { RefinementCtx, core, infer, input, output } from 'zod';
