/** An object of Atlassian Assets as whoever is looking may see it. */
export interface AssetsObject {
  readonly id: string;
  /** What people know it by, such as `SAAS-7`. */
  readonly key: string;
  readonly label: string;
  /** By the attribute's name in lower case; attributes without a value are left out. */
  readonly attributes: ReadonlyMap<string, readonly AssetsValue[]>;
}

export interface AssetsValue {
  readonly text: string;
  /** The object that it points to. */
  readonly objectId: string | null;
}
