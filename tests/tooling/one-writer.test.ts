import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../support/root';

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

const filesWith = (pattern: RegExp): string[] =>
  sources
    .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    .map((file) => relative(join(ROOT, 'src'), file))
    .sort();

describe('a request', () => {
  it('is written by one function, which takes what the reducer made of it', () => {
    expect(filesWith(/\bsaveRequest\b/)).toEqual([
      'requests/store/requests.ts',
      'requests/usecases/record-event.ts',
    ]);
  });
});
