import { importInputs, type ImportCalls } from '../../imports/contract/import-plan';
import type { z } from 'zod';
import { readAssetsSource } from '../../imports/store/assets-source';
import { applyImport, discardImport } from '../usecases/apply-import';
import { planCatalog } from '../../imports/usecases/import-catalog';
import { planFromAssets } from '../../imports/usecases/import-from-assets';
import { stageImport } from '../../staging/usecases/import-staging';
import { defineCall, defineCalls, type Permission } from '../../common/calls/define-call';

/** Taking a catalog: in parts, planned, then applied or thrown away; on the pages of those who may. */
export const importCalls = <E extends z.ZodType>(permission: Permission<E>) =>
  defineCalls<ImportCalls>(importInputs, {
    'import/stage': defineCall({
      ...permission,
      run: async ({ importId, part, text }, { accountId, now }) => {
        await stageImport(importId, part, text, accountId, now);
        return { staged: true };
      },
    }),
    'import/plan-catalog': defineCall({
      ...permission,
      run: ({ importId }, { accountId, now }) => planCatalog(importId, accountId, now),
    }),
    'import/assets-source': defineCall({
      ...permission,
      run: readAssetsSource,
    }),
    'import/plan-from-assets': defineCall({
      ...permission,
      run: ({ importId, source }, { accountId, now }) => planFromAssets(importId, source, accountId, now),
    }),
    'import/apply': defineCall({
      ...permission,
      run: async ({ importId }, { accountId, now }) => {
        await applyImport(importId, accountId, now);
        return { applied: true };
      },
    }),
    'import/discard': defineCall({
      ...permission,
      run: async ({ importId }, { accountId }) => {
        await discardImport(importId, accountId);
        return { discarded: true };
      },
    }),
  });
