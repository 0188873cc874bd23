import { z } from 'zod';
import type { Operation } from '../../sandbox/jsm/rest/operation';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { haveDescriptions, JIRA, readDescription, SERVICE_MANAGEMENT } from '../support/descriptions';

// Atlassian's descriptions lie beside the project in ../shared/specs and are no part of it
const whereDescribed = haveDescriptions ? describe : describe.skip;

const scopeSets = z.array(z.object({ state: z.string(), scopes: z.array(z.string()).default([]) }));
const described = z.looseObject({
  'x-atlassian-oauth2-scopes': scopeSets.default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
});
const description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const withoutNames = (path: string): string => path.replace(/:\w+|\{\w+\}/g, '{}');

whereDescribed('each operation that the sandbox models', () => {
  const found = new Map<string, z.infer<typeof described>>();
  for (const file of haveDescriptions ? [JIRA, SERVICE_MANAGEMENT] : []) {
    for (const [path, methods] of Object.entries(description.parse(readDescription(file)).paths)) {
      for (const [method, operation] of Object.entries(methods))
        if (['get', 'post', 'put', 'delete'].includes(method))
          found.set(`${method.toUpperCase()} ${withoutNames(path)}`, described.parse(operation));
    }
  }
  const documented = ({ method, path }: Operation) => found.get(`${method} ${withoutNames(path)}`);
  const named = operations.map((operation) => [operation.method, operation.path, operation] as const);

  it.each(named)('is in Atlassian’s descriptions: %s %s', (_method, _path, operation) => {
    expect(documented(operation)).toBeDefined();
  });

  it.each(named)('asks for the scopes that the description names: %s %s', (_method, _path, operation) => {
    const sets = documented(operation)?.['x-atlassian-oauth2-scopes'] ?? [];
    const classic = sets.filter(({ state }) => state === 'Current').map(({ scopes }) => scopes);
    expect(operation.scopes.slice(0, 1)).toEqual(classic);
  });

  it.each(named)('asks for nothing that OAuth does not grant: %s %s', (_method, _path, operation) => {
    const granted = (documented(operation)?.security ?? []).flatMap((scheme) => scheme['OAuth2'] ?? []);
    expect(granted).toEqual(expect.arrayContaining([...(operation.scopes[0] ?? [])]));
  });
});
