/** A lexical piece of a statement; `text` is verbatim, so joining all texts gives the statement back. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'quoted' | 'space' | 'symbol';
  readonly text: string;
}

/** As MySQL reads them: a comment's dashes have a space behind them, and what stands in double quotes is a string. */
const PATTERNS: readonly [Token['kind'], RegExp][] = [
  ['space', /(?:\s+|(?:--(?=\s|$)|#)[^\n]*(?:\n|$)|\/\*(?!!)[\s\S]*?\*\/)/y],
  ['string', /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"/y],
  ['quoted', /`[^`]*`/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_][A-Za-z0-9_$]*/y],
  ['symbol', /<=>|->>|->|<=|>=|<>|!=|==|<<|>>|\|\||&&|[\s\S]/y],
];

/** Splits one SQL text into tokens, so that words inside strings and comments are never taken for SQL. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < sql.length) {
    const token = tokenAt(sql, position);
    tokens.push(token);
    position += token.text.length;
  }
  return tokens;
}

function tokenAt(sql: string, position: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const match = pattern.exec(sql);
    if (match) return { kind, text: match[0] };
  }
  throw new Error(`no SQL token at position ${position}`);
}

export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word;

/** The tokens that mean something: without white space and comments. */
export const significant = (tokens: readonly Token[]): Token[] =>
  tokens.filter((token) => token.kind !== 'space');

/** Where the parenthesis that stands at `open` ends; the last token where it does not. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const text = tokens[index]?.text;
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) return index;
  }
  return tokens.length - 1;
}

/** Cuts at the commas that stand in no parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
