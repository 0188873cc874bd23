/** A stored value; times are virtual milliseconds since the epoch. */
export interface KvsEntry {
  readonly value: unknown;
  readonly bytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | undefined;
}

interface Change {
  readonly at: number;
  readonly key: string;
  readonly entry: KvsEntry | undefined;
}

/**
 * Keys and values of one kind. Reads of a key see every write; queries see them once `queryLagMs` have gone by,
 * as Forge makes no promise about those. What expires can be read for `expiryLagMs` longer.
 */
export class KvsSpace {
  queryLagMs = 0;
  expiryLagMs = 0;
  private readonly entries = new Map<string, KvsEntry>();
  private readonly indexed = new Map<string, KvsEntry>();
  private changes: Change[] = [];

  constructor(private readonly now: () => number) {}

  /** Everything that is stored, as data for a structured clone. */
  save(): readonly (readonly [string, KvsEntry])[] {
    return [...this.entries];
  }

  /** Fills an empty space with what `save` gave; queries see it at once. */
  restore(saved: readonly (readonly [string, KvsEntry])[]): void {
    for (const [key, entry] of saved) {
      this.entries.set(key, entry);
      this.indexed.set(key, entry);
    }
  }

  get(key: string): KvsEntry | undefined {
    return this.live(this.entries.get(key));
  }

  /** @param text the value as JSON */
  set(key: string, text: string, ttlMs: number | undefined): KvsEntry {
    const now = this.now();
    const entry: KvsEntry = {
      value: JSON.parse(text),
      bytes: Buffer.byteLength(text),
      createdAt: this.get(key)?.createdAt ?? now,
      updatedAt: now,
      expiresAt: ttlMs === undefined ? undefined : now + ttlMs,
    };
    this.entries.set(key, entry);
    this.changes.push({ at: now, key, entry });
    return entry;
  }

  delete(key: string): void {
    if (this.entries.delete(key)) this.changes.push({ at: this.now(), key, entry: undefined });
  }

  /** The next `limit` keys after one, in order of their characters' codes. */
  query(
    prefix: string,
    after: string,
    limit: number,
  ): { page: readonly [string, KvsEntry][]; hasMore: boolean } {
    this.index();
    const found = [...this.indexed]
      .filter(([key, entry]) => key.startsWith(prefix) && key > after && this.live(entry))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return { page: found.slice(0, limit), hasMore: found.length > limit };
  }

  private index(): void {
    const visible = this.now() - this.queryLagMs;
    for (const { key, entry } of this.changes.filter(({ at }) => at <= visible)) {
      if (entry) this.indexed.set(key, entry);
      else this.indexed.delete(key);
    }
    this.changes = this.changes.filter(({ at }) => at > visible);
  }

  private live(entry: KvsEntry | undefined): KvsEntry | undefined {
    if (entry?.expiresAt === undefined) return entry;
    return entry.expiresAt + this.expiryLagMs <= this.now() ? undefined : entry;
  }
}
