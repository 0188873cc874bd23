import { importInputs, type ImportOutputs } from '../../imports/contract/import-plan';
import type { z } from 'zod';
import { readAssetsSource } from '../../imports/store/assets-source';
import { applyImport, discardImport } from '../usecases/apply-import';
import { planCatalog } from '../../imports/usecases/import-catalog';
import { planFromAssets } from '../../imports/usecases/import-from-assets';
import { stageImport } from '../../staging/usecases/import-staging';
import { defineCall, type CallContext, type CallMap } from '../../common/calls/define-call';

/** What a call begins with: the page that it stands on, and who may make it. */
interface Door<E extends z.ZodType> {
  readonly extension: E;
  readonly authorize: (context: CallContext<z.infer<E>>) => Promise<void>;
}

/** Taking a catalog: in parts, planned, then applied or thrown away; on the pages of those who may. */
export const importCalls = <E extends z.ZodType>(door: Door<E>): CallMap<ImportOutputs> => ({
  'import/stage': defineCall({
    ...door,
    input: importInputs['import/stage'],
    run: async ({ importId, part, text }, { accountId, now }) => {
      await stageImport(importId, part, text, accountId, now);
      return { staged: true as const };
    },
  }),
  'import/plan-catalog': defineCall({
    ...door,
    input: importInputs['import/plan-catalog'],
    run: ({ importId }, { accountId, now }) => planCatalog(importId, accountId, now),
  }),
  'import/assets-source': defineCall({
    ...door,
    input: importInputs['import/assets-source'],
    run: readAssetsSource,
  }),
  'import/plan-from-assets': defineCall({
    ...door,
    input: importInputs['import/plan-from-assets'],
    run: ({ importId, source }, { accountId, now }) => planFromAssets(importId, source, accountId, now),
  }),
  'import/apply': defineCall({
    ...door,
    input: importInputs['import/apply'],
    run: async ({ importId }, { accountId, now }) => {
      await applyImport(importId, accountId, now);
      return { applied: true as const };
    },
  }),
  'import/discard': defineCall({
    ...door,
    input: importInputs['import/discard'],
    run: async ({ importId }, { accountId }) => {
      await discardImport(importId, accountId);
      return { discarded: true as const };
    },
  }),
});
