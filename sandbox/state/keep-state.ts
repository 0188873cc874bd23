import type { Sandbox } from '../sandbox';
import type { Beginning, StateDirectory } from './state-directory';

const SHORTEST_PAUSE_MS = 15_000;
/** Writing takes at most a fiftieth of the time, however large the world is. */
const PAUSE_PER_WRITING = 50;

/**
 * Writes a world into its directory every now and then.
 * @param complain is told when it could not be written; the next try comes all the same
 * @returns writes it a last time and stops
 */
export function keepState(
  sandbox: Sandbox,
  directory: StateDirectory,
  beginning: Beginning,
  complain: (message: string) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const began = performance.now();
    await directory.write(beginning, (databaseOf) => sandbox.save(databaseOf));
    wait(Math.max(SHORTEST_PAUSE_MS, PAUSE_PER_WRITING * (performance.now() - began)));
  };
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      writing = write().catch((error: unknown) => {
        complain(`The state could not be written: ${String(error)}`);
        wait(SHORTEST_PAUSE_MS);
      });
    }, ms);
  };
  wait(SHORTEST_PAUSE_MS);
  return async () => {
    clearTimeout(timer);
    await writing;
    clearTimeout(timer);
    await directory.write(beginning, (databaseOf) => sandbox.save(databaseOf));
  };
}
