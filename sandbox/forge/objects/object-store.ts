/** An object as it was uploaded; times are virtual milliseconds since the epoch. */
export interface StoredObject {
  readonly content: Uint8Array;
  /** As the app gave it, in base64. */
  readonly checksum: string;
  readonly contentType: string;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}

export type SavedObjects = readonly (readonly [string, StoredObject])[];

/** The large objects of one installation, which no other installation sees. */
export class ObjectStore {
  private readonly objects = new Map<string, StoredObject>();

  constructor(private readonly now: () => number) {}

  /** Everything that is stored, as data for a structured clone. */
  save(): SavedObjects {
    return [...this.objects];
  }

  restore(saved: SavedObjects): void {
    for (const [key, object] of saved) this.objects.set(key, object);
  }

  get(key: string): StoredObject | undefined {
    const object = this.objects.get(key);
    return object?.expiresAt !== undefined && object.expiresAt <= this.now() ? undefined : object;
  }

  /** @param ttlSeconds after which the object is gone; it stays when absent */
  put(
    key: string,
    object: Pick<StoredObject, 'content' | 'checksum' | 'contentType'>,
    ttlSeconds: number | undefined,
  ): void {
    const createdAt = this.now();
    const expiresAt = ttlSeconds === undefined ? undefined : createdAt + ttlSeconds * 1_000;
    this.objects.set(key, { ...object, createdAt, expiresAt });
  }

  delete(key: string): void {
    this.objects.delete(key);
  }
}
