/** What takes room in a text and shows nothing: controls, joiners, fillers, blanks of braille, variants of the sign before. */
export const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0]/gu;

export const BLANKS = /[\p{Z}\s]+/gu;
/** One sign again and again, as in “!!!!!!” or “aaaaaaaa”; no word of any language has four in a row. */
const REPEATED_SIGN = /([^\p{L}\p{N}])\1+/gu;
const REPEATED_LETTER = /(\p{L})\1{3,}/gu;

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/**
 * The length of what a text says, as people count it: what nobody sees does not count, nor do further blanks and signs
 * that only fill. 0 for a text without a letter or a digit.
 */
export function visibleLength(text: string): number {
  const visible = text
    .replace(BLANKS, ' ')
    .replace(INVISIBLE, '')
    .replace(REPEATED_SIGN, '$1')
    .replace(REPEATED_LETTER, '$1$1$1')
    .trim();
  return SAYS_SOMETHING.test(visible) ? Array.from(visible).length : 0;
}
