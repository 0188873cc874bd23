import { appendFileSync } from 'node:fs';

interface Blocks {
  readonly describe: jest.Describe;
  readonly it: jest.It;
}

/**
 * Jest's `describe` and `it` where what the tests need is there, and otherwise those that skip. Why they skip is
 * written down beside the counts of the run, so that .ci/run can say it at its end.
 */
export function where(isThere: boolean, why: string): Blocks {
  if (isThere) return { describe, it };
  const counts = process.env['SEATKEEPER_COUNTS'];
  if (counts !== undefined && counts !== '') {
    const { testPath } = expect.getState();
    appendFileSync(`${counts}.why`, `${JSON.stringify({ testPath, why })}\n`);
  }
  return { describe: describe.skip, it: it.skip };
}
