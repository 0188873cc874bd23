import type { AssetsObject, AssetsValue } from '../rules/assets-object';
import api, { route } from '@forge/api';
import * as z from '#zod';
import { SeatkeeperError } from '../../common/rules/errors';
import { JiraRefusal, readJson } from './response';
import { jiraMessages } from '../rules/messages';

export interface FoundObjects {
  readonly objects: readonly AssetsObject[];
  /** Names of all attributes that their types have, in lower case. */
  readonly attributeNames: ReadonlySet<string>;
}

const workspaces = z.looseObject({ values: z.array(z.looseObject({ workspaceId: z.string() })) });

/**
 * The site's workspace of Assets; null on a site that has none, or none for whoever is looking.
 * @see https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-assets/
 */
export async function findWorkspace(): Promise<string | null> {
  const response = await api.asUser().requestJira(route`/rest/servicedeskapi/assets/workspace`);
  if ([401, 403, 404].includes(response.status)) return null;
  const { values } = await readJson(response, workspaces);
  return values[0]?.workspaceId ?? null;
}

const value = z.looseObject({
  value: z.string().nullish(),
  displayValue: z.string().nullish(),
  user: z.looseObject({ emailAddress: z.string().nullish() }).nullish(),
  status: z.looseObject({ name: z.string() }).nullish(),
  referencedObject: z.looseObject({ id: z.string(), label: z.string() }).nullish(),
});
const page = z.looseObject({
  isLast: z.boolean(),
  total: z.int().nullish(),
  values: z.array(
    z.looseObject({
      id: z.string(),
      objectKey: z.string(),
      label: z.string(),
      attributes: z
        .array(z.looseObject({ objectTypeAttributeId: z.string(), objectAttributeValues: z.array(value) }))
        .default([]),
    }),
  ),
  objectTypeAttributes: z.array(z.looseObject({ id: z.string(), name: z.string().default('') })).default([]),
});

const PAGE_SIZE = 100;
const MAX_PAGES = 50;

/**
 * All objects that a query in AQL finds for whoever is looking. One call for a hundred, at most five thousand.
 * @throws {SeatkeeperError} `invalid` for a query that Assets cannot read or that finds more, `forbidden` for people
 *   whom Assets turn away, `unavailable` when not all of them came
 * @see https://developer.atlassian.com/cloud/assets/rest/api-group-object/#api-object-aql-post
 */
export async function findObjects(workspaceId: string, aql: string): Promise<FoundObjects> {
  const objects: AssetsObject[] = [];
  const names = new Map<string, string>();
  const totals = new Set<number>();
  for (let count = 0; count < MAX_PAGES; count++) {
    const found = await readPage(workspaceId, aql, objects.length);
    for (const { id, name } of found.objectTypeAttributes) names.set(id, name.toLowerCase());
    objects.push(...found.values.map((object) => read(object, names)));
    // a list with a gap, or one that shifted between two pages, must not pass for a whole one
    totals.add(found.total ?? 0);
    const isShifted = totals.size > 1 || new Set(objects.map(({ id }) => id)).size < objects.length;
    if (found.isLast && !isShifted) return { objects, attributeNames: new Set(names.values()) };
    if (found.isLast || found.values.length === 0)
      throw new SeatkeeperError('unavailable', jiraMessages.assets.incomplete);
  }
  throw new SeatkeeperError('invalid', jiraMessages.assets.tooMany(MAX_PAGES * PAGE_SIZE, aql));
}

async function readPage(workspaceId: string, aql: string, start: number): Promise<z.infer<typeof page>> {
  const response = await api
    .asUser()
    .requestJira(
      route`/jsm/assets/workspace/${workspaceId}/v1/object/aql?startAt=${start}&maxResults=${PAGE_SIZE}&includeAttributes=true`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ qlQuery: aql }),
      },
    );
  try {
    return await readJson(response, page);
  } catch (error) {
    throw error instanceof JiraRefusal ? inOurWords(error, aql) : error;
  }
}

function inOurWords(refusal: JiraRefusal, aql: string): SeatkeeperError {
  const { status, reasons } = refusal;
  if (status === 400)
    return new SeatkeeperError('invalid', jiraMessages.assets.notAQuery(aql, reasons.join(' ')));
  if ([401, 403, 404].includes(status))
    return new SeatkeeperError('forbidden', jiraMessages.assets.noAccess, {
      cause: refusal,
    });
  return refusal;
}

const read = (
  { id, objectKey, label, attributes }: z.infer<typeof page>['values'][number],
  names: ReadonlyMap<string, string>,
): AssetsObject => ({
  id,
  key: objectKey,
  label,
  attributes: new Map(
    attributes
      .filter(({ objectAttributeValues }) => objectAttributeValues.length > 0)
      .map(({ objectTypeAttributeId, objectAttributeValues }) => [
        names.get(objectTypeAttributeId) ?? '',
        objectAttributeValues.map(readValue),
      ]),
  ),
});

/** People by the address that they show, else by account; objects by their label; the rest as it is kept. */
function readValue({
  value: kept,
  displayValue,
  user,
  status,
  referencedObject,
}: z.infer<typeof value>): AssetsValue {
  const address = user?.emailAddress ?? '';
  const text = referencedObject?.label ?? status?.name ?? kept ?? displayValue ?? '';
  return { text: address === '' ? text : address, objectId: referencedObject?.id ?? null };
}
