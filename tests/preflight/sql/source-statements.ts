import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import ts from 'typescript';
import { significant, tokenize } from '../../../sandbox/forge/sql/tokens';

/** A text of SQL in the source. */
export interface SourceStatement {
  readonly file: string;
  readonly line: number;
  /** What only a run knows is filled in by what may stand there. */
  readonly sql: string;
  /** Whether it is a statement by itself, not a part of one. */
  readonly isWhole: boolean;
}

const WHOLE = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE TABLE|ALTER TABLE|DROP TABLE|WITH)\s/;
const PART =
  /\b(?:SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|WHERE|ORDER BY|GROUP BY|LIMIT|OFFSET|INTERVAL|(?:LEFT |INNER )?JOIN|CASE WHEN|UNION ALL|OVER \(|FOREIGN KEY|ON DUPLICATE KEY)\b/;
const MOST_LEVELS = 6;

/** Reads source files, and what their constants are. */
export class SourceStatements {
  private readonly files = new Map<string, ts.SourceFile>();

  constructor(
    private readonly root: string,
    private readonly read: (path: string) => string,
  ) {}

  /** @param path from the root */
  in(path: string): SourceStatement[] {
    const source = this.source(path);
    const found: SourceStatement[] = [];
    const visit = (node: ts.Node): void => {
      if (isText(node) && !isImport(node)) {
        const text = this.textOf(node, path, '', 0);
        const isWhole = WHOLE.test(text);
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        if (isWhole || PART.test(text)) found.push({ file: path, line, sql: text, isWhole });
      }
      // a template's own texts are seen with it
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  private source(path: string): ts.SourceFile {
    const known = this.files.get(path);
    if (known) return known;
    const made = ts.createSourceFile(path, this.read(join(this.root, path)), ts.ScriptTarget.ES2022, true);
    this.files.set(path, made);
    return made;
  }

  /** @param before what stands before it in the statement */
  private textOf(node: ts.Expression, path: string, before: string, level: number): string {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
    if (!ts.isTemplateExpression(node)) return '';
    let text = node.head.text;
    for (const [index, { expression, literal }] of node.templateSpans.entries()) {
      const constant = level < MOST_LEVELS ? this.constantAt(expression, path) : undefined;
      const known = constant && this.textOf(constant.node, constant.path, before + text, level + 1);
      const after = node.templateSpans.slice(index).map((span) => span.literal.text);
      text += known ?? filling(before + text, after.join(''));
      text += literal.text;
    }
    return text;
  }

  /** The text that a name stands for: a constant of the file, or one that it imports. */
  private constantAt(
    expression: ts.Expression,
    path: string,
  ): { node: ts.Expression; path: string } | undefined {
    if (!ts.isIdentifier(expression)) return undefined;
    for (const statement of this.source(path).statements) {
      if (ts.isVariableStatement(statement))
        for (const { name, initializer } of statement.declarationList.declarations)
          if (ts.isIdentifier(name) && name.text === expression.text && initializer && isText(initializer))
            return { node: initializer, path };
      const imported = ts.isImportDeclaration(statement)
        ? this.importedFrom(statement, expression.text, path)
        : undefined;
      if (imported) return this.constantAt(ts.factory.createIdentifier(imported.name), imported.path);
    }
    return undefined;
  }

  private importedFrom(
    { importClause, moduleSpecifier }: ts.ImportDeclaration,
    name: string,
    path: string,
  ): { readonly name: string; readonly path: string } | undefined {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return undefined;
    const element = bindings.elements.find((one) => one.name.text === name);
    const target = `${join(dirname(path), moduleSpecifier.text)}.ts`;
    return element && moduleSpecifier.text.startsWith('.') && existsSync(join(this.root, target))
      ? { name: element.propertyName?.text ?? name, path: target }
      : undefined;
  }
}

const isText = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const isImport = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);

const VALUES = [
  'SELECT',
  'BY',
  'THEN',
  'ELSE',
  'DISTINCT',
  'IN',
  'LIKE',
  'BETWEEN',
  '(',
  ',',
  '=',
  '<',
  '>',
  '<>',
  '<=',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
];
const CONDITIONS = ['WHERE', 'AND', 'OR', 'ON', 'NOT', 'HAVING', 'WHEN'];
const NAMES = ['FROM', 'JOIN', 'INTO', 'UPDATE', 'TABLE', '.', 'AS'];

const FILLED = 'x1';

/** Whether the next of a list of assignments begins there. */
function isAmongAssignments(before: string): boolean {
  const list = /\b(?:SET|KEY UPDATE)\s((?:(?!\bWHERE\b|\bSET\b|\bKEY UPDATE\b)[\s\S])*),\s*$/.exec(
    before,
  )?.[1];
  if (list === undefined) return false;
  const count = (sign: string): number => list.split(sign).length;
  return count('(') === count(')');
}

/** What may stand in a place that only a run fills. */
function filling(before: string, after: string): string {
  if (before.endsWith(FILLED)) return '';
  if (/\bCASE(?:\s+(?!WHEN\b)\w+)?\s*$/i.test(before)) return 'WHEN 1 THEN 1';
  if (isAmongAssignments(before)) return `${FILLED} = 1`;
  if (/\bINTO\s+\w+\s*$/i.test(before)) return '(x1) VALUES (1)';
  if (/\b(?:FROM|JOIN|EXISTS)\s*\(\s*$/i.test(before)) return 'SELECT 1 AS x1';
  const last = significant(tokenize(before)).at(-1)?.text.toUpperCase() ?? '';
  if (/[\w']$/.test(before) || /^\w/.test(after)) return FILLED;
  if (last === 'SET' || (last === 'UPDATE' && /KEY\s+UPDATE\s*$/i.test(before))) return 'x1 = 1';
  if (last === 'VALUES') return '(1)';
  if (last === 'LIMIT' || last === 'OFFSET') return '1';
  if (CONDITIONS.includes(last))
    return /^\s*(?:[<>=]|IS\b|IN\b|NOT\b|LIKE\b|\))/.test(after) && !/^\s*\)/.test(after) ? FILLED : 'x1 = 1';
  if (last === 'FROM' && /^\s*AND\b/.test(after)) return `${FILLED} WHERE 1 = 1`;
  if (VALUES.includes(last) || NAMES.includes(last)) return FILLED;
  return '';
}
