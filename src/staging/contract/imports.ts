import * as z from '#zod';

/** Names an import from its first part on; whoever begins one makes it up. */
export const importId = z.uuid();
