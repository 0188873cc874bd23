import { z } from 'zod';
import { ASSETS, JIRA, readDescription, SERVICE_MANAGEMENT } from './descriptions';

const named = z.looseObject({ $ref: z.string().optional() });
const parameter = z.looseObject({ in: z.string(), name: z.string() });
const described = z.looseObject({
  parameters: z.array(named).default([]),
  requestBody: named.optional(),
});
const body = z.looseObject({
  content: z.record(z.string(), z.looseObject({ schema: named.optional() })).default({}),
});
const schema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ readOnly: z.boolean().default(false) })).default({}),
  allOf: z.array(named).default([]),
});
const description = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

/** What Atlassian documents, in the form in which the sandbox keeps it: parameters and members of bodies by operation. */
export function documentedOperations(): Record<string, string> {
  const found = [JIRA, SERVICE_MANAGEMENT, ASSETS].flatMap((file) => {
    const whole = readDescription(file);
    const follow = ({ $ref, ...plain }: z.infer<typeof named>): unknown =>
      $ref === undefined ? plain : follow(named.parse(at(whole, $ref)));
    // members that are for reading alone are none that a client sends
    const membersOf = (one: z.infer<typeof named>): string[] => {
      const { properties, allOf } = schema.parse(follow(one));
      const own = Object.entries(properties).filter(([, { readOnly }]) => !readOnly);
      return [...own.map(([name]) => name), ...allOf.flatMap(membersOf)];
    };
    return Object.entries(description.parse(whole).paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => METHODS.includes(method))
        .map(([method, operation]): [string, string] => {
          const { parameters, requestBody } = described.parse(operation);
          const query = [...parameters, ...described.parse({ parameters: methods['parameters'] }).parameters]
            .map((one) => parameter.parse(follow(one)))
            .filter((one) => one.in === 'query')
            .map(({ name }) => name);
          const schemas = requestBody ? Object.values(body.parse(follow(requestBody)).content) : [];
          const members = schemas.flatMap((one) => (one.schema ? membersOf(one.schema) : []));
          return [`${method.toUpperCase()} ${path}`, inOneText(query, members)];
        }),
    );
  });
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const inOneText = (query: readonly string[], members: readonly string[]): string =>
  [
    ...(query.length > 0 ? [`query: ${sorted(query)}`] : []),
    ...(members.length > 0 ? [`body: ${sorted(members)}`] : []),
  ].join('; ');

const sorted = (names: readonly string[]): string => [...new Set(names)].sort().join(' ');

function at(whole: unknown, reference: string): unknown {
  const steps = reference.replace('#/', '').split('/');
  return steps.reduce<unknown>((part, step) => z.record(z.string(), z.unknown()).parse(part)[step], whole);
}
