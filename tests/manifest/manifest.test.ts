import { CLAIM_MS } from '../../src/common/store/effects';
import { importInputs } from '../../src/imports/contract/import-plan';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { SECOND } from '../../src/common/rules/time';
import { bundleFunctions } from '../../sandbox/forge/app-bundle';
import { AppContainer } from '../../sandbox/forge/container';
import { Manifest } from '../../sandbox/forge/manifest';
import { actionFormInputs } from '../../src/flows/contract/action-form';
import { adminInputs } from '../../src/flows/contract/admin';
import { delegationInputs, profileInputs } from '../../src/approvals/contract/delegations';
import { approvalGroupInputs } from '../../src/approvals/contract/approval-groups';
import { biFeedInputs } from '../../src/kpis/contract/bi-feed';
import { calendarInputs } from '../../src/flows/contract/calendars';
import { catalogExportInputs } from '../../src/imports/contract/catalog-export';
import { catalogInputs } from '../../src/catalog/contract/catalog';
import { conflictCalls } from '../../src/conflicts/calls';
import { defineResolver } from '../../src/entry/resolvers/define-resolver';
import { changeInputs } from '../../src/changes/contract/changes';
import { conflictInputs, type ConflictCalls } from '../../src/conflicts/contract/conflicts';
import { factsInputs } from '../../src/kpis/contract/facts-check';
import { guardInputs } from '../../src/guard/contract/guard';
import { simulatorInputs } from '../../src/flows/contract/simulator';
import { policyInputs } from '../../src/policy/contract/policy';
import { historyInputs } from '../../src/kpis/contract/history';
import { kpiInputs } from '../../src/kpis/contract/kpi';
import { poolInputs } from '../../src/pools/contract/pools';
import { issuePanelInputs } from '../../src/flows/contract/issue-panel';
import { leadGadgetInputs } from '../../src/kpis/contract/lead-gadget';
import { portalInputs } from '../../src/flows/contract/portal';
import { panelVisibilityInputs } from '../../src/flows/contract/panel-visibility';
import { portalSettingsInputs } from '../../src/flows/contract/portal-settings';
import { reclaimInputs } from '../../src/reclaim/contract/reclaim';
import { usageInputs } from '../../src/imports/contract/usage';
import { weeklyReportInputs } from '../../src/kpis/contract/weekly-report';
import { heardEvents, unknownEvents } from '../support/known-events';
import { neededScopes } from '../support/needed-scopes';
import { fetchCalls, sourceFiles } from '../support/source-calls';
import { ROOT } from '../support/root';
import { World } from '../support/world';

const manifest = Manifest.read(ROOT);
const raw = parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')) as { modules: Record<string, object[]> };

interface Finding {
  readonly level: string;
  readonly message: string;
}

describe('manifest.yml', () => {
  it('passes every check of Forge’s own validator', async () => {
    const forge = await import('@forge/manifest');
    const before = process.cwd();
    process.chdir(ROOT);
    const findings: Finding[] = [];
    for (const type of [
      'FULL',
      'PRODUCT_TRIGGER',
      'DEPRECATED_CSP_METHOD',
      'DEPRECATED_EGRESS_PERMISSIONS',
      'AGENT_PRODUCT_CONTEXT',
      'FORGE_REMOTE_COMPUTE',
    ] as const) {
      const validation = forge.ValidationTypes[type];
      const result = await forge.ProcessorBuilder.instance()
        .withValidation(validation)
        .build()
        .process('./manifest.yml');
      findings.push(...((result.errors ?? []) as Finding[]));
    }
    process.chdir(before);
    expect(findings).toEqual([]);
  }, 60_000);

  it('runs on a runtime that Forge still supports', () => {
    expect(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')).toMatch(/name: nodejs2[24]\.x/);
  });

  it('names handlers that are exported, and their files export nothing else', async () => {
    const bundle = await bundleFunctions(manifest);
    const container = AppContainer.take(bundle, Date.now);
    const named = manifest.modulesOf('function').map(({ key }) => manifest.handlerOf(key));
    for (const { file, export: name } of named)
      expect(container.handler(file, name)).toBeInstanceOf(Function);
    const files = new Set(named.map(({ file }) => `src/${file}.ts`));
    const exported = [...files].flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name),
    );
    expect(exported.sort()).toEqual(named.map(({ export: name }) => name).sort());
  });

  it('uses every function it declares, and declares every function it uses', () => {
    const declared = manifest.modulesOf('function').map(({ key }) => key);
    const modules = Object.entries(raw.modules)
      .filter(([type]) => type !== 'function')
      .flatMap(([, list]) => list);
    const used = [...JSON.stringify(modules).matchAll(/"function":"([^"]+)"/g)].map(([, key]) => key);
    expect([...new Set(used)].sort()).toEqual([...declared].sort());
  });

  it('lets no function run for longer than its claim on a step holds', () => {
    const functions = z
      .array(z.looseObject({ key: z.string(), timeoutSeconds: z.number().default(25) }))
      .parse(raw.modules['function']);
    for (const { key, timeoutSeconds } of functions)
      expect(timeoutSeconds * SECOND).toBeLessThan(CLAIM_MS[key === 'fn-nightly' ? 'nightly' : 'usually']);
  });

  it('listens to events that exist', () => {
    expect(unknownEvents(manifest)).toEqual([]);
    expect(heardEvents(manifest)).toContain('avi:jira:created:issue');
  });

  it('ignores the app’s own changes in every trigger on issues', () => {
    const onIssues = manifest
      .modulesOf('trigger')
      .filter((module) => String(module['events']).includes(':issue'));
    expect(onIssues.map((module) => module['filter'])).toEqual([{ ignoreSelf: true }]);
  });

  it('points to a surface for every resource, and has a resource for every surface', () => {
    const paths = manifest.resources.map(({ path }) => path);
    for (const path of paths) expect(existsSync(join(ROOT, path))).toBe(true);
    const surfaces = sourceFiles('static').filter((file) =>
      readFileSync(join(ROOT, file), 'utf8').includes('ForgeReconciler.render'),
    );
    expect(paths.sort()).toEqual(surfaces.sort());
  });

  it('opens to customers only what the portal shows', () => {
    const open = Object.entries(raw.modules).flatMap(([type, modules]) =>
      modules.filter((module) => 'unlicensedAccess' in module).map(() => type),
    );
    expect(open.every((type) => type.startsWith('jiraServiceManagement:portal'))).toBe(true);
    expect(open).toHaveLength(3);
  });
});

describe('resolvers and their contracts', () => {
  const contracts = [
    ['issue-panel', issuePanelInputs],
    ['look-up-pool', actionFormInputs],
    ['list-idle-seats', actionFormInputs],
    ['start-reclaim', actionFormInputs],
    ['portal-create', { ...portalInputs, ...profileInputs }],
    ['lead-gadget', leadGadgetInputs],
    ['lead-widget', leadGadgetInputs],
    [
      'admin-page',
      {
        ...adminInputs,
        ...approvalGroupInputs,
        ...calendarInputs,
        ...changeInputs,
        ...conflictInputs,
        ...guardInputs,
        ...delegationInputs,
        ...importInputs,
        ...panelVisibilityInputs,
        ...portalSettingsInputs,
      },
    ],
    [
      'console',
      {
        ...policyInputs,
        ...simulatorInputs,
        ...changeInputs,
        ...catalogInputs,
        ...catalogExportInputs,
        ...historyInputs,
        ...factsInputs,
        ...kpiInputs,
        ...biFeedInputs,
        ...weeklyReportInputs,
        ...importInputs,
        ...poolInputs,
        ...usageInputs,
        ...reclaimInputs,
      },
    ],
  ] as const;

  it('do not start with two calls of one name', () => {
    const twice = { conflicts: conflictCalls, again: conflictCalls };
    expect(() => defineResolver<{ conflicts: ConflictCalls; again: ConflictCalls }>(twice)).toThrow(
      'two calls are named conflicts/show',
    );
  });

  it.each(contracts)('%s answers every call of its contract and no other', async (moduleKey, inputs) => {
    const world = await World.start({ isSetUp: false });
    const call = (functionKey: string): Promise<unknown> =>
      world.sandbox.host.invokeResolverUnchecked({
        site: world.site,
        moduleKey,
        accountId: world.company.roles.administrator,
        functionKey,
        payload: {},
        extension: {},
      });
    for (const key of Object.keys(inputs))
      expect(await call(key)).toMatchObject({ ok: expect.any(Boolean) as boolean });
    await expect(call('something/else')).rejects.toThrow('Resolver has no definition');
    await world.stop();
  });

  const callsIn = (folder: string): string[] =>
    sourceFiles(folder).flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\b(?:call|change)\('([^']+)'/g)].map(
        ([, key]) => key ?? '',
      ),
    );
  it('are called from surfaces by keys that exist', () => {
    const known = contracts.flatMap(([, inputs]) => Object.keys(inputs));
    const called = callsIn('static');
    expect(called.length).toBeGreaterThan(8);
    expect(called.filter((key) => !known.includes(key))).toEqual([]);
    expect(known.filter((key) => !called.includes(key))).toEqual([]);
  });
});

describe('scopes and egress', () => {
  const needed = neededScopes(manifest);

  it('every REST call is a literal route that the sandbox models', () => {
    expect(needed.calls.length).toBeGreaterThan(15);
    expect(needed.unknown).toEqual([]);
  });

  it('every REST call is covered by a scope of the manifest', () => {
    expect(needed.uncovered).toEqual([]);
  });

  it('every scope of the manifest is used', () => {
    expect([...manifest.scopes].sort()).toEqual(needed.scopes);
  });

  it('the code fetches from no host, as the manifest says, and uploads where the object store told it to', () => {
    expect(fetchCalls('src')).toEqual([
      {
        file: 'src/common/forge/downloads.ts',
        line: expect.any(Number) as number,
        text: expect.stringMatching(/^fetch\(upload\.url, \{\s+method: 'PUT',/) as string,
        address: undefined,
      },
    ]);
    expect(manifest.egress).toEqual([]);
  });
});
