import { visibleLength } from '../../../src/common/rules/visible-text';

describe('the length of what a text says', () => {
  it.each([
    ['nothing', '', 0],
    ['zero-width spaces', '\u200B\u200C\u200D\u2060\uFEFF', 0],
    ['fillers that count as letters elsewhere', '\u3164\u115F\uFFA0\u2800', 0],
    ['blanks of every kind', ' \t\n\u00A0\u3000', 0],
    ['signs without a word', '... --- !!!', 0],
    ['a word with invisible signs in it', 'li\u00ADcen\u200Bse', 7],
    ['blanks between words, one each', 'two \u00A0 \n words', 9],
    ['a sign at the end, once', 'Please!!!!!!!', 7],
    ['a letter in a row, three times', 'aaaaaaaaaaaaaaa', 3],
    ['words of other scripts', '新しい担当', 5],
    ['signs beyond the first plane, one each', 'a😀b', 3],
  ])('counts %s', (_what, text, length) => {
    expect(visibleLength(text)).toBe(length);
  });
});
