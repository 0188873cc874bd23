import { importInputs, type ImportCalls } from '../../imports/contract/import-plan';
import type * as z from '#zod';
import { readAssetsSource } from '../../imports/store/assets-source';
import { applyImport, discardImport } from '../usecases/apply-import';
import { planCatalog } from '../../imports/usecases/import-catalog';
import { planFromAssets } from '../../imports/usecases/import-from-assets';
import { stageImport } from '../../staging/usecases/import-staging';
import type { Allows } from '../../common/calls/allows';
import { defineCall, defineCalls, type Permission } from '../../common/calls/define-call';

/** Taking a catalog: in parts, planned, then applied or thrown away; on the pages of those who may. */
export const importCalls = <E extends z.ZodType>(permission: Permission<E>, allows: Allows) =>
  defineCalls<ImportCalls>(importInputs, {
    'import/stage': defineCall({
      ...permission,
      allows,
      run: async ({ importId, part, text }, { accountId, now }) => {
        await stageImport(importId, part, text, accountId, now);
        return { staged: true };
      },
    }),
    'import/plan-catalog': defineCall({
      ...permission,
      allows,
      run: ({ importId }, { accountId, now }) => planCatalog(importId, accountId, now),
    }),
    'import/assets-source': defineCall({
      ...permission,
      allows,
      run: readAssetsSource,
    }),
    'import/plan-from-assets': defineCall({
      ...permission,
      allows,
      run: ({ importId, source }, { accountId, now }) => planFromAssets(importId, source, accountId, now),
    }),
    'import/apply': defineCall({
      ...permission,
      allows,
      run: async ({ importId }, { accountId, now }) => {
        return { applied: await applyImport(importId, accountId, now) };
      },
    }),
    'import/discard': defineCall({
      ...permission,
      allows,
      run: async ({ importId }, { accountId }) => {
        await discardImport(importId, accountId);
        return { discarded: true };
      },
    }),
  });
