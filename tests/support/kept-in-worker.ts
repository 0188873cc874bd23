/** What .tools/test-runtime.cjs gives every test file; a process without Jest has nothing of the kind. */
declare const keptAcrossFiles: (() => Map<string, unknown>) | undefined;

/**
 * What the first test file of a worker makes and those after it take as it is, so it must be nothing that a test
 * changes.
 * @param name of what is made and of what it is made from
 */
export async function keptInWorker<T>(name: string, make: () => Promise<T>): Promise<T> {
  const kept = typeof keptAcrossFiles === 'function' ? keptAcrossFiles() : new Map<string, unknown>();
  const made = kept.get(name) ?? (await make());
  kept.set(name, made);
  // only this function writes there, under a name that says what it is
  return made as T;
}
