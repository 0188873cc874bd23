import { createRequire } from 'node:module';

/** @import ts from 'typescript' */
/** @typedef {{ path: string, text: string }} File */

/**
 * Files whose texts with spaces are no sentences of ours, each with its reason.
 * @type {Readonly<Record<string, string>>}
 */
const EXCEPTIONS = {
  'src/imports/contract/assets-source.ts': 'names that attributes have in Assets',
  'src/imports/files/usage-csv.ts': 'what lists of other systems say',
  'src/requests/store/trouble-column.ts': 'sentences that were stored before codes were',
};
const LIST = '.tools/lib/sentences.mjs';

/** Attributes of components that people see or hear. */
const SPOKEN = /(?:label|title|placeholder|description|text|heading|header|message|content|alt)$/i;
/** SQL, JQL, and parts of either. */
const QUERY =
  /=|[a-z]_[a-z]|\b(SELECT|INSERT|UPDATE|DELETE|CREATE TABLE|FROM|WHERE|AND|OR|AS|CASE|IN|ORDER BY|LIMIT|DESC|EMPTY|NULL) ?\(?|\bin \(/;
const VALUE = ' \0 ';
/** Two words of a sentence beside each other, also with a value in between, or a heading of two words. */
const SENTENCE = /\p{L}{2,}[,.;:]? (\0 )?\p{Ll}{2,}|^\p{Lu}\p{Ll}+ \p{L}/u;
const LETTER = /\p{L}/u;
/** Whether a file may hold any: most do not, and are not parsed. */
const QUICK = /['"`>}][^'"`<>]*\p{L}{2,}[^'"`<>\n]* [^'"`<>]*\p{L}|<\w/u;

const isChecked = (/** @type {File} */ { path, text }) =>
  /^(src|static)\/.*\.tsx?$/.test(path) &&
  !/(^|[/-])messages\.tsx?$/.test(path) &&
  EXCEPTIONS[path] === undefined &&
  QUICK.test(text);

/**
 * Whether a text stands where only programmers read it: an import, a type, an error of a bug, a log.
 * @param {ts} compiler @param {ts.Node} node
 */
function isForProgrammers(compiler, node) {
  for (let above = node.parent; above && !compiler.isFunctionLike(above); above = above.parent) {
    if (compiler.isImportDeclaration(above) || compiler.isExportDeclaration(above)) return true;
    if (compiler.isLiteralTypeNode(above)) return true;
    if (compiler.isNewExpression(above) && /^(Type|Range)?Error$/.test(above.expression.getText()))
      return true;
    if (compiler.isCallExpression(above) && above.expression.getText().startsWith('log.')) return true;
  }
  return false;
}

/**
 * Whether a text is what a component shows: `{'Approve'}`, or one side of a choice there.
 * @param {ts} compiler @param {ts.Node} node
 */
function isShown(compiler, node) {
  let above = node.parent;
  while (
    compiler.isParenthesizedExpression(above) ||
    (compiler.isConditionalExpression(above) && above.condition !== node) ||
    (compiler.isBinaryExpression(above) && above.right === node)
  ) {
    node = above;
    above = above.parent;
  }
  return (
    compiler.isJsxExpression(above) &&
    (compiler.isJsxElement(above.parent) ||
      compiler.isJsxFragment(above.parent) ||
      (compiler.isJsxAttribute(above.parent) && SPOKEN.test(above.parent.name.getText())))
  );
}

/** @param {ts} compiler @param {ts.Node} node */
function isSentence(compiler, node) {
  if (compiler.isJsxText(node)) return LETTER.test(node.text);
  const text = compiler.isStringLiteralLike(node)
    ? node.text
    : compiler.isTemplateExpression(node)
      ? node.head.text + node.templateSpans.map(({ literal }) => VALUE + literal.text).join('')
      : '';
  if (compiler.isStringLiteralLike(node) && isShown(compiler, node)) return LETTER.test(text);
  if (compiler.isJsxAttribute(node.parent) && SPOKEN.test(node.parent.name.getText()))
    return LETTER.test(text);
  return SENTENCE.test(text) && !QUERY.test(text);
}

/** @param {ts} compiler @param {File} file */
function fileProblems(compiler, { path, text }) {
  const kind = path.endsWith('x') ? compiler.ScriptKind.TSX : compiler.ScriptKind.TS;
  const source = compiler.createSourceFile(path, text, compiler.ScriptTarget.Latest, true, kind);
  /** @type {string[]} */
  const problems = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (isSentence(compiler, node) && !isForProgrammers(compiler, node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      problems.push(`${path}:${line}: words for people, which belong in a messages module`);
    }
    compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(source, visit);
  return problems;
}

/**
 * What people read stands in messages modules (`messages.ts`, `…-messages.ts`), where it can be read as a whole.
 * @param {File[]} files every text file of the project
 * @returns {string[]} one line per offence
 */
export function sentenceProblems(files) {
  const paths = files.map(({ path }) => path);
  const outdated = paths.includes(LIST)
    ? Object.keys(EXCEPTIONS).filter((path) => !paths.includes(path))
    : [];
  const checked = files.filter(isChecked);
  if (checked.length === 0) return outdated.map((path) => `${LIST}: ${path} is not there any more`);
  // loaded only where it is needed: it is large
  const compiler = /** @type {ts} */ (createRequire(import.meta.url)('typescript'));
  return [
    ...outdated.map((path) => `${LIST}: ${path} is not there any more`),
    ...checked.flatMap((file) => fileProblems(compiler, file)),
  ];
}
