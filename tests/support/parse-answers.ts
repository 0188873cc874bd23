/**
 * Set up before every test file: what the app's resolver calls answer is parsed by the types of their contracts, and
 * a test during which one answered something else fails.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ANSWERS, type Answer } from '../../sandbox/forge/answers';

const given = new Map<string, Set<string>>();

const keep = (message: unknown): void => {
  const { functionKey, result } = message as Answer;
  const of = given.get(functionKey) ?? new Set<string>();
  given.set(functionKey, of.add(JSON.stringify(result ?? null)));
};

subscribe(ANSWERS, keep);

afterEach(async () => {
  if (given.size === 0) return;
  // most test files call no resolver, and loading what parses takes time
  const { problemsOfAnswer } = await import('./answer-problems');
  const problems = [...given].flatMap(([key, texts]) =>
    [...texts].flatMap((text) => problemsOfAnswer(key, JSON.parse(text) as unknown)),
  );
  given.clear();
  if (problems.length > 0)
    throw new Error(`answers that their contract does not know:\n${problems.join('\n')}`);
});

// Node's channels outlive the test file, which Jest loads anew each time
afterAll(() => {
  unsubscribe(ANSWERS, keep);
});
