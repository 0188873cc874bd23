import fc from 'fast-check';
import { bulletList, doc, facts, mention, paragraph, text } from '../../../src/common/rules/adf';
import { boundedComment, MAX_COMMENT_CHARACTERS } from '../../../src/jira/rules/comment-limit';

const sizeOf = (value: unknown): number => JSON.stringify(value).length;
const lines = (count: number, length: number): ReturnType<typeof paragraph>[] =>
  Array.from({ length: count }, (_, index) => paragraph(text(`${index}`.padEnd(length, 'x'))));

describe('a comment that is too long', () => {
  it('is left as it is where it fits', () => {
    const note = doc(...lines(100, 50));
    expect(boundedComment(note, 'issuePanel')).toBe(note);
  });

  it('loses the end of its longest part, says how many lines that are, and keeps what comes after it', () => {
    const note = doc(
      paragraph(text('First')),
      facts([
        ['Reason', lines(300, 100)],
        ['Record', paragraph(text('SK-1'))],
      ]),
    );
    const bounded = boundedComment(note, 'issuePanel');
    const said = JSON.stringify(bounded);
    expect(sizeOf(bounded)).toBeLessThanOrEqual(MAX_COMMENT_CHARACTERS);
    expect(sizeOf(bounded)).toBeGreaterThan(MAX_COMMENT_CHARACTERS - 300);
    const kept = said.split('xxx"').length - 1;
    expect(said).toContain(
      `${300 - kept} lines are left out because a comment can’t be longer. To see everything, open Access & license on this ticket.`,
    );
    expect(said).toContain('SK-1');
  });

  it('loses the end of its only line', () => {
    const bounded = boundedComment(doc(paragraph(text('🙂"'.repeat(20_000)))), 'portal');
    expect(sizeOf(bounded)).toBeLessThanOrEqual(MAX_COMMENT_CHARACTERS);
    expect(JSON.stringify(bounded)).toContain('The end of a line is left out');
  });

  it('fits whatever it is made of', () => {
    const line = fc.array(fc.oneof(fc.string().map(text), fc.uuid().map(mention)), {
      minLength: 1,
      maxLength: 8,
    });
    const block = line.map((parts) => paragraph(...parts));
    const blocks = fc.array(block, { minLength: 1, maxLength: 20 });
    const part = fc.oneof(
      block,
      blocks.map((items) => bulletList(...items)),
      blocks.map((cell) => facts([['Name', cell]])),
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 600, max: 4_000 }),
        (parts, limit) => sizeOf(boundedComment(doc(...parts), 'reports', limit)) <= limit,
      ),
    );
  });
});
