import { z } from 'zod';
import documented from '../../sandbox/jsm/rest/documented-operations.json';
import type { Operation } from '../../sandbox/jsm/rest/operation';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import {
  ASSETS,
  haveDescriptions,
  JIRA,
  readDescription,
  SERVICE_MANAGEMENT,
  whereDescribed,
} from '../support/descriptions';
import { documentedOperations } from '../support/documented-operations';

const scopeSets = z.array(z.object({ state: z.string(), scopes: z.array(z.string()).default([]) }));
const described = z.looseObject({
  'x-atlassian-oauth2-scopes': scopeSets.default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
});
const description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const withoutNames = (path: string): string => path.replace(/:\w+|\{\w+\}/g, '{}');

type Described = z.infer<typeof described>;

const describedIn = (files: readonly string[]): Map<string, Described> =>
  new Map(
    files.flatMap((file) =>
      Object.entries(description.parse(readDescription(file)).paths).flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
          .map(([method, operation]): [string, Described] => [
            `${method.toUpperCase()} ${withoutNames(path)}`,
            described.parse(operation),
          ]),
      ),
    ),
  );

whereDescribed().it('the sandbox knows every operation with the parameters that are described', () => {
  // to be written anew by write-documented-operations.ts where they have changed
  expect(documented).toEqual(documentedOperations());
});

whereDescribed().describe('each operation that the sandbox models', () => {
  const byAtlassian = haveDescriptions
    ? describedIn([JIRA, SERVICE_MANAGEMENT])
    : new Map<string, Described>();
  const byUs = describedIn([ASSETS]);
  const found = new Map([...byUs, ...byAtlassian]);
  const describedAs = ({ method, path }: Operation) => found.get(`${method} ${withoutNames(path)}`);
  const named = operations.map((operation) => [operation.method, operation.path, operation] as const);

  it.each(named)('is in the descriptions: %s %s', (_method, _path, operation) => {
    expect(describedAs(operation)).toBeDefined();
  });

  it('is described by Atlassian, but for the one of Assets that was written down from its documentation', () => {
    const others = operations.filter(
      ({ method, path }) => !byAtlassian.has(`${method} ${withoutNames(path)}`),
    );
    expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /jsm/assets/workspace/:workspaceId/v1/object/aql',
    ]);
    expect([...byUs.keys()]).toHaveLength(1);
  });

  it.each(named)('asks for the scopes that the description names: %s %s', (_method, _path, operation) => {
    const sets = describedAs(operation)?.['x-atlassian-oauth2-scopes'] ?? [];
    // a description that has no such list says it in OpenAPI's own words only
    const secured = (describedAs(operation)?.security ?? []).flatMap(({ OAuth2 = [] }) =>
      OAuth2.length > 0 ? [OAuth2] : [],
    );
    const classic =
      sets.length > 0 ? sets.filter(({ state }) => state === 'Current').map(({ scopes }) => scopes) : secured;
    expect(operation.scopes.slice(0, 1)).toEqual(classic);
  });

  it.each(named)('asks for nothing that OAuth does not grant: %s %s', (_method, _path, operation) => {
    const granted = (describedAs(operation)?.security ?? []).flatMap((scheme) => scheme['OAuth2'] ?? []);
    expect(granted).toEqual(expect.arrayContaining([...(operation.scopes[0] ?? [])]));
  });
});
