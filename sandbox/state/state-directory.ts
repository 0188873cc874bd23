import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { z } from 'zod';
import type { SavedSandbox } from '../sandbox';
import { member } from '../untyped';

const FORMAT = 'seatkeeper-sandbox';
/** Raised whenever what is kept changes its shape. */
const VERSION = 2;
const CURRENT = 'current.json';
const WORLD = 'world.v8';

/** How the world was begun; a kept world cannot be taken up as another. */
const beginning = z.object({
  site: z.string(),
  company: z.number(),
  issues: z.number(),
  empty: z.boolean(),
});
export type Beginning = Readonly<z.infer<typeof beginning>>;

const heading = z.object({ format: z.literal(FORMAT), version: z.number() });
const current = heading.extend({
  beginning,
  snapshot: z.string().regex(/^snapshot-\d+$/),
  files: z.record(z.string(), z.string()),
});

/** A state that cannot be taken up; the message is one line that names the remedy. Nothing was changed. */
export class StateError extends Error {}

export interface KeptWorld {
  readonly beginning: Beginning;
  readonly saved: SavedSandbox;
  readonly databaseOf: (cloudId: string) => string;
}

/**
 * A directory that holds one world: snapshots in folders of their own, and `current.json`, which names the one
 * that counts with the digest of each file. A snapshot counts only once that file is renamed into its place, so
 * that a process that dies while writing leaves the one before.
 */
export class StateDirectory {
  constructor(readonly path: string) {}

  /** Removes what a sandbox kept here, and nothing else. */
  clear(): void {
    for (const name of this.names()) {
      if (name === CURRENT || name.startsWith('snapshot-'))
        rmSync(join(this.path, name), { recursive: true, force: true });
    }
  }

  /**
   * @returns undefined when nothing is kept here
   * @throws {StateError}
   */
  read(): KeptWorld | undefined {
    if (!this.names().includes(CURRENT)) return undefined;
    const { beginning: begun, snapshot, files } = this.currentOne();
    for (const [name, digest] of Object.entries(files)) {
      const found = whenThere(() => digestOf(join(this.path, snapshot, name)));
      if (found !== digest) throw this.damaged(`${snapshot}/${name}`);
    }
    const databaseOf = (cloudId: string): string => join(this.path, snapshot, databaseName(cloudId));
    return { beginning: begun, saved: this.world(snapshot), databaseOf };
  }

  /** @param write writes the databases into the files that it is given, and returns the rest of the world */
  async write(
    begun: Beginning,
    write: (databaseOf: (cloudId: string) => string) => Promise<Buffer>,
  ): Promise<void> {
    const older = this.names().filter((name) => name.startsWith('snapshot-'));
    const numbers = older.map((name) => Number(name.slice('snapshot-'.length)));
    const snapshot = `snapshot-${Math.max(0, ...numbers) + 1}`;
    const folder = join(this.path, snapshot);
    mkdirSync(folder, { recursive: true });
    const world = await write((cloudId) => join(folder, databaseName(cloudId)));
    writeFileSync(join(folder, WORLD), world);
    const files = readdirSync(folder).map((name) => {
      flush(join(folder, name));
      return [name, digestOf(join(folder, name))];
    });
    const text = {
      format: FORMAT,
      version: VERSION,
      beginning: begun,
      snapshot,
      files: Object.fromEntries(files) as unknown,
    };
    const temporary = join(this.path, `${CURRENT}.new`);
    writeFileSync(temporary, `${JSON.stringify(text, undefined, 2)}\n`);
    flush(temporary);
    renameSync(temporary, join(this.path, CURRENT));
    for (const name of older) rmSync(join(this.path, name), { recursive: true, force: true });
  }

  private currentOne(): z.infer<typeof current> {
    let json: unknown;
    try {
      json = JSON.parse(this.contentOf(CURRENT)?.toString('utf8') ?? '');
    } catch {
      throw this.damaged(CURRENT);
    }
    const head = heading.safeParse(json).data;
    if (!head) throw this.damaged(CURRENT);
    if (head.version !== VERSION) {
      throw new StateError(
        `${this.path} was kept by another version of the sandbox (${head.version}, this one knows ${VERSION}). ${REMEDY}`,
      );
    }
    const parsed = current.safeParse(json);
    if (!parsed.success) throw this.damaged(CURRENT);
    return parsed.data;
  }

  private world(snapshot: string): SavedSandbox {
    try {
      const world: unknown = deserialize(this.contentOf(join(snapshot, WORLD)) ?? Buffer.alloc(0));
      return savedSandbox.parse(world);
    } catch {
      throw this.damaged(`${snapshot}/${WORLD}`);
    }
  }

  private damaged(file: string): StateError {
    return new StateError(`${this.path} is damaged: ${file} is not what the sandbox wrote. ${REMEDY}`);
  }

  private contentOf(name: string): Buffer | undefined {
    return whenThere(() => readFileSync(join(this.path, name)));
  }

  private names(): string[] {
    return whenThere(() => readdirSync(this.path)) ?? [];
  }
}

const REMEDY = 'Nothing was changed. Start with --fresh to throw it away, or name another directory.';

/** The digests say that it is what a sandbox of this version wrote, so its outermost shape is enough. */
const savedSandbox = z.custom<SavedSandbox>(
  (value) =>
    z
      .object({ now: z.number(), tasks: z.array(z.unknown()), sites: z.array(z.unknown()).min(1) })
      .safeParse(value).success,
);

const databaseName = (cloudId: string): string => `sql-${cloudId}.sqlite`;

const READ_AT_ONCE = 1 << 20;

/** Of a file of any size, which is never in memory as a whole. */
function digestOf(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
  const handle = openSync(file, 'r');
  try {
    for (;;) {
      const count = readSync(handle, buffer, 0, buffer.length, null);
      if (count === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(handle);
  }
}

function whenThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (member(error, 'code') === 'ENOENT') return undefined;
    throw error;
  }
}

/** Waits until the machine itself has it, so that the rename never overtakes the content. */
function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
