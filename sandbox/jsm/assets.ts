/**
 * Assets of a site, which comes with JSM Premium: schemas hold types of objects, types hold objects.
 * @see https://support.atlassian.com/jira-service-management-cloud/docs/what-is-assets/
 */
export interface AssetsWorkspace {
  readonly workspaceId: string;
  readonly schemas: readonly AssetsSchema[];
}

export interface AssetsSchema {
  readonly id: string;
  /** What the keys of its objects begin with, as in `SAAS-7`. */
  readonly key: string;
  readonly name: string;
  /** Accounts with a role in it; administrators of Jira see every schema. */
  readonly users: ReadonlySet<string>;
  readonly types: readonly AssetsType[];
}

export interface AssetsType {
  readonly id: string;
  readonly name: string;
  readonly attributes: readonly AssetsAttribute[];
  readonly objects: AssetsObject[];
}

export interface AssetsAttribute {
  readonly id: string;
  readonly name: string;
  readonly kind: AttributeKind;
}

/** Kinds that hold a value of their own, those that point to an account, and to another object. */
export type AttributeKind =
  'Text' | 'Integer' | 'Boolean' | 'Double' | 'Date' | 'Select' | 'user' | 'reference';

export interface AssetsObject {
  readonly id: string;
  /** By the attribute's name, as text: people by account id, other objects by their id. */
  readonly values: Record<string, readonly string[]>;
}

/** An object with where it belongs. */
export interface PlacedObject {
  readonly schema: AssetsSchema;
  readonly type: AssetsType;
  readonly object: AssetsObject;
}

/** The attribute that names an object. */
export const LABEL = 'Name';

export const keyOfObject = ({ schema, object }: PlacedObject): string => `${schema.key}-${object.id}`;

export const labelOf = ({ object }: PlacedObject): string => object.values[LABEL]?.[0] ?? '';

export const placedObjects = (schemas: readonly AssetsSchema[]): PlacedObject[] =>
  schemas.flatMap((schema) =>
    schema.types.flatMap((type) => type.objects.map((object) => ({ schema, type, object }))),
  );
