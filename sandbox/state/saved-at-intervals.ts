import type { Sandbox } from '../sandbox';
import type { Beginning, StateDirectory } from './state-directory';

const SHORTEST_PAUSE_MS = 250;
/** Writing takes at most a tenth of the time, however large the world grows. */
const PAUSE_PER_WRITING = 10;

/** Writes a world that a command works on into its directory between two steps of the work, not at every one. */
export class SavedAtIntervals {
  private dueAt = performance.now() + SHORTEST_PAUSE_MS;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly directory: StateDirectory,
    private readonly beginning: Beginning,
  ) {}

  async whenDue(): Promise<void> {
    if (performance.now() >= this.dueAt) await this.now();
  }

  async now(): Promise<void> {
    const began = performance.now();
    await this.directory.write(this.beginning, (databaseOf) => this.sandbox.save(databaseOf));
    const ended = performance.now();
    this.dueAt = ended + Math.max(SHORTEST_PAUSE_MS, PAUSE_PER_WRITING * (ended - began));
  }
}
