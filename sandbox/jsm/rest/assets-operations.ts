import { z } from 'zod';
import { isAdministrator, requireAccount } from '../access';
import { compileAql } from '../aql';
import {
  keyOfObject,
  LABEL,
  labelOf,
  placedObjects,
  type AssetsAttribute,
  type AssetsSchema,
  type AssetsType,
  type AssetsWorkspace,
  type PlacedObject,
} from '../assets';
import { JiraError } from '../errors';
import { shownEmail } from '../shown-email';
import { DTO_PAGE, dtoPage, ok, PAGE, type Call, type Operation, type Result } from './operation';

type Json = Record<string, unknown>;

const WORKSPACES = '/rest/servicedeskapi/assets/workspace';

/** Atlassian does not say how many objects it gives at most, only that they may be fewer than asked for. */
const MAX_OBJECTS = 100;

/** What Assets itself keeps no time of in the sandbox. */
const MADE = '2026-01-01T00:00:00.000Z';

/** Ids of the attribute types that hold a value of their own, in Atlassian's numbering. */
const DEFAULT_TYPES = { Text: 0, Integer: 1, Boolean: 2, Double: 3, Date: 4, Select: 10 } as const;

const listWorkspaces = (call: Call): Result => {
  requireAccount(call.actor);
  const { assets } = call.site.configuration;
  return dtoPage(call, WORKSPACES, assets ? [assets] : [], ({ workspaceId }) => ({ workspaceId }));
};

/** Schemas in which the caller has a role; who has none gets no refusal but finds nothing. */
function schemasFor(call: Call, { schemas }: AssetsWorkspace): readonly AssetsSchema[] {
  const account = requireAccount(call.actor);
  return schemas.filter(({ users }) => isAdministrator(account) || users.has(account.accountId));
}

function requireWorkspace(call: Call): AssetsWorkspace {
  requireAccount(call.actor);
  const { assets } = call.site.configuration;
  if (assets?.workspaceId !== call.param('workspaceId'))
    throw new JiraError(404, ['The workspace does not exist.']);
  return assets;
}

const aqlQuery = z.looseObject({ qlQuery: z.string() });

function findObjects(call: Call): Result {
  const workspace = requireWorkspace(call);
  const { qlQuery } = call.body(aqlQuery);
  const schemas = schemasFor(call, workspace);
  const all = placedObjects(schemas);
  const byId = new Map(all.map((placed) => [placed.object.id, placed]));
  const test = compileAql(qlQuery, schemas, (id) => byId.get(id));
  const found = all.filter(test);
  const startAt = call.queryNumber('startAt', 0);
  const maxResults = Math.min(call.queryNumber('maxResults', 25), MAX_OBJECTS);
  const page = found.slice(startAt, startAt + maxResults);
  const isLast = startAt + page.length >= found.length;
  const bean = new Beans(call, workspace, byId);
  const withAttributes = call.query('includeAttributes') !== 'false';
  const body = {
    startAt,
    maxResults,
    total: found.length,
    values: page.map((placed) => bean.object(placed, withAttributes)),
    objectTypeAttributes: withAttributes ? bean.attributesOf(page) : [],
    last: isLast,
    isLast,
  };
  return { ...ok(body, page.length), isRead: true };
}

/** Objects and what belongs to them, in the shapes of Atlassian's documentation. */
class Beans {
  constructor(
    private readonly call: Call,
    private readonly workspace: AssetsWorkspace,
    private readonly byId: ReadonlyMap<string, PlacedObject>,
  ) {}

  object(placed: PlacedObject, withAttributes: boolean): Json {
    const { schema, type, object } = placed;
    const filled = type.attributes.filter(({ name }) => (object.values[name] ?? []).length > 0);
    return {
      ...this.ids(object.id),
      label: labelOf(placed),
      objectKey: keyOfObject(placed),
      avatar: {
        ...this.ids(object.id),
        ...this.pictures(type, [16, 48, 72, 144, 288]),
        objectId: object.id,
      },
      objectType: this.type(schema, type),
      created: MADE,
      updated: MADE,
      hasAvatar: false,
      timestamp: Date.parse(MADE),
      ...(withAttributes
        ? { attributes: filled.map((attribute) => this.attributeOf(placed, attribute)) }
        : {}),
      _links: { self: `${this.address}/object/${object.id}` },
    };
  }

  /** The attributes of all types that are among the objects. */
  attributesOf(page: readonly PlacedObject[]): Json[] {
    const types = new Map(page.map((placed) => [placed.type.id, placed]));
    return [...types.values()].flatMap(({ schema, type }) =>
      type.attributes.map((attribute, position) => ({
        ...this.ids(attribute.id),
        objectType: this.type(schema, type),
        name: attribute.name,
        label: attribute.name === LABEL,
        ...typeOf(attribute),
        indexed: true,
        position,
      })),
    );
  }

  private attributeOf({ object }: PlacedObject, attribute: AssetsAttribute): Json {
    return {
      ...this.ids(`${object.id}${attribute.id}`),
      objectTypeAttributeId: attribute.id,
      objectAttributeValues: (object.values[attribute.name] ?? []).map((value) =>
        this.value(attribute, value),
      ),
      objectId: object.id,
    };
  }

  private value({ kind }: AssetsAttribute, value: string): Json {
    if (kind === 'user') {
      const account = this.call.site.accounts.get(value);
      const displayName = account?.displayName ?? value;
      const user = { displayName, key: value, ...(account ? shownEmail(this.call.site, account) : {}) };
      return { value, displayValue: displayName, searchValue: value, user };
    }
    const target = kind === 'reference' ? this.byId.get(value) : undefined;
    if (!target) return { value, displayValue: value, searchValue: value };
    const key = keyOfObject(target);
    return {
      value: key,
      displayValue: labelOf(target),
      searchValue: key,
      referencedObject: this.object(target, false),
    };
  }

  private type(schema: AssetsSchema, type: AssetsType): Json {
    return {
      ...this.ids(type.id),
      name: type.name,
      icon: { id: type.id, name: type.name, ...this.pictures(type, [16, 48]) },
      position: schema.types.indexOf(type),
      created: MADE,
      updated: MADE,
      objectCount: type.objects.length,
      objectSchemaId: schema.id,
      inherited: false,
      abstractObjectType: false,
      parentObjectTypeInherited: false,
    };
  }

  private pictures({ id }: AssetsType, sizes: readonly number[]): Json {
    return Object.fromEntries(
      sizes.map((size) => [`url${size}`, `${this.address}/icon/${id}/icon.png?size=${size}`]),
    );
  }

  private ids(id: string): Json {
    const { workspaceId } = this.workspace;
    return { workspaceId, globalId: `${workspaceId}:${id}`, id };
  }

  private get address(): string {
    return `${this.call.site.url}/jsm/assets/workspace/${this.workspace.workspaceId}/v1`;
  }
}

function typeOf({ kind }: AssetsAttribute): Json {
  if (kind === 'user') return { type: 2 };
  if (kind === 'reference') return { type: 1 };
  return { type: 0, defaultType: { id: DEFAULT_TYPES[kind], name: kind } };
}

/**
 * Assets, as far as a reader of its objects needs it.
 * @see https://developer.atlassian.com/cloud/assets/rest/api-group-object/#api-object-aql-post
 */
export const assetsOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: WORKSPACES,
    scopes: [['read:servicedesk-request']],
    query: DTO_PAGE,
    run: listWorkspaces,
  },
  {
    method: 'POST',
    path: '/jsm/assets/workspace/:workspaceId/v1/object/aql',
    scopes: [['read:cmdb-object:jira']],
    query: [...PAGE, 'includeAttributes'],
    body: aqlQuery,
    run: findObjects,
  },
];
