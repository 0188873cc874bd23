import * as z from '#zod';
import { visibleLength } from '../rules/visible-text';
import { commonMessages } from '../rules/messages';

/** Why somebody does something, in words that others can read: what is invisible and what only fills do not count. */
export const reasonSchema = (least: number, most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => visibleLength(text) >= least, {
      error: () => commonMessages.reason(least),
    });
