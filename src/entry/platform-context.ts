import * as z from 'zod';

/** The second argument of every function: which installation this is. */
export const platformContextSchema = z.looseObject({ installContext: z.string().min(1) });
