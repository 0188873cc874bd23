import * as z from '#zod';
import { readDocument, writeDocument } from '../../common/store/documents';

const KEY = 'catalog';

const baseSchema = z.object({ changeId: z.string(), importId: z.string() });

/** How often the catalog was imported, and by which change and import last; null before the first one. */
export interface CatalogBase {
  readonly revision: number;
  readonly last: z.infer<typeof baseSchema> | null;
}

export async function readCatalogBase(): Promise<CatalogBase> {
  const { revision, body } = await readDocument(KEY);
  return { revision, last: baseSchema.safeParse(body).data ?? null };
}

/** Makes an import the next one, unless another was since. @returns whether it is */
export const claimCatalog = (last: z.infer<typeof baseSchema>, after: number): Promise<boolean> =>
  writeDocument(KEY, last, after);
