import fc from 'fast-check';
import { documentOf, plainTextOf } from '../../sandbox/web/adf/plain-text';

it('makes a paragraph of what stands between empty lines, and keeps other line breaks', () => {
  expect(documentOf('first\nsecond\n\nthird').content).toEqual([
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'first' }, { type: 'hardBreak' }, { type: 'text', text: 'second' }],
    },
    { type: 'paragraph', content: [{ type: 'text', text: 'third' }] },
  ]);
});

it('reads back what it wrote', () => {
  const typed = fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'ä') });
  fc.assert(
    fc.property(typed, (text) => {
      expect(plainTextOf(documentOf(text))).toBe(text);
    }),
  );
});

it('reads the words of blocks that it does not write itself', () => {
  const item = (text: string): unknown => ({
    type: 'listItem',
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  });
  const document = {
    type: 'doc',
    content: [
      {
        type: 'heading',
        content: [
          { type: 'text', text: 'For ' },
          { type: 'mention', attrs: { text: '@Sam' } },
        ],
      },
      { type: 'bulletList', content: [item('one'), item('two')] },
    ],
  };
  expect(plainTextOf(document)).toBe('For @Sam\n\none\n\ntwo');
  expect(plainTextOf(undefined)).toBe('');
});
