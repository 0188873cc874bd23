import { JiraError, Unmodelled } from './errors';

type Matcher = (words: readonly string[]) => boolean;

interface Term {
  readonly isWanted: boolean;
  readonly fits: Matcher;
}

/** The words of a text, as a search compares them; Jira also finds other forms of a word, which the sandbox does not. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const OPERATORS = ['AND', 'OR', 'NOT', '&&', '||', '!'];

/**
 * What a text must have for `~` to find it: all words, or one of them with OR; phrases in quotes; `*` and `?` for the rest
 * of a word and for one letter; `-` or NOT before what must not be there.
 * @see https://support.atlassian.com/jira-software-cloud/docs/search-for-issues-using-the-text-field/
 * @throws {JiraError} 400 for a text that cannot be read
 */
export function textMatcher(query: string, field: string): (text: string) => boolean {
  if (query.trim() === '')
    throw new JiraError(400, [`The field '${field}' does not support searching for an empty string.`]);
  if (/^\s*[*?]/.test(query)) {
    const [first = ''] = query.trim();
    throw new JiraError(400, [
      `The text query '${query}' for field '${field}' is not allowed to start with '${first}'.`,
    ]);
  }
  const unreadable = new JiraError(400, [`Unable to parse the text '${query}' for field '${field}'.`]);
  const pieces = piecesOf(query, unreadable);
  const joins = pieces.filter((piece) => piece === 'OR' || piece === '||').length;
  const terms = termsOf(pieces, unreadable);
  const isAlternative = joins > 0;
  if (isAlternative && (joins !== terms.length - 1 || terms.some(({ isWanted }) => !isWanted)))
    throw new Unmodelled('OR beside other words in a text search');
  const matches = isAlternative
    ? (words: readonly string[]) => terms.some(({ fits }) => fits(words))
    : (words: readonly string[]) => terms.every(({ isWanted, fits }) => fits(words) === isWanted);
  return (text) => matches(wordsOf(text));
}

/** Words, phrases with their quotes and operators. */
function piecesOf(query: string, unreadable: JiraError): readonly string[] {
  const pieces: readonly string[] = query.match(/[+-]?"(?:\\.|[^"\\])*"|(?:\\.|[^\s"])+|"/g) ?? [];
  if (pieces.includes('"')) throw unreadable;
  if (pieces.some((piece) => /^[()]|(?<!\\)[()]$|(?<!\\)[~^][\d.]*$/.test(piece)))
    throw new Unmodelled('brackets, fuzzy words and weights in a text search');
  return pieces;
}

function termsOf(pieces: readonly string[], unreadable: JiraError): Term[] {
  const terms: Term[] = [];
  let isWanted = true;
  let isExpected = true;
  for (const piece of pieces) {
    if (!OPERATORS.includes(piece)) {
      const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(piece) ?? [];
      terms.push({ isWanted: isWanted && sign !== '-', fits: termMatcher(rest, unreadable) });
      [isWanted, isExpected] = [true, false];
    } else if (piece === 'NOT' || piece === '!') {
      isWanted = false;
      isExpected = true;
    } else {
      if (isExpected) throw unreadable;
      isExpected = true;
    }
  }
  if (isExpected) throw unreadable;
  return terms;
}

function termMatcher(term: string, unreadable: JiraError): Matcher {
  if (!term.startsWith('"') && /[*?]/.test(term)) {
    const pattern = new RegExp(`^${term.toLowerCase().replaceAll(/./gsu, patternOf)}$`, 'u');
    return (words) => words.some((word) => pattern.test(word));
  }
  // several words in one term, as in a name with a hyphen, are a phrase
  const phrase = wordsOf(term.replaceAll(/\\(.)/g, '$1'));
  if (phrase.length === 0) throw unreadable;
  return (words) => words.some((_word, at) => phrase.every((wanted, index) => words[at + index] === wanted));
}

const patternOf = (letter: string): string => {
  if (letter === '*') return '.*';
  return letter === '?' ? '.' : letter.replace(/[^\p{L}\p{N}]/u, '\\$&');
};
