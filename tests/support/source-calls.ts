import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './root';

/** A REST call as it stands in the source: the route's literal text with `{}` for each expression. */
export interface SourceCall {
  readonly file: string;
  readonly line: number;
  readonly method: string;
  readonly path: string;
}

export function sourceFiles(folder: string, root = ROOT): string[] {
  return readdirSync(join(root, folder))
    .map((name) => join(folder, name))
    .flatMap((path) =>
      statSync(join(root, path)).isDirectory() ? sourceFiles(path, root) : /\.tsx?$/.test(path) ? [path] : [],
    );
}

/** Every `….requestJira(route`…`, …)` under a folder; a call whose route is no literal has the path `?`. */
export function requestJiraCalls(folder: string, root = ROOT): SourceCall[] {
  return sourceFiles(folder, root).flatMap((file) => {
    const calls: SourceCall[] = [];
    visit(parse(file, root), (node) => {
      if (
        !ts.isCallExpression(node) ||
        !ts.isPropertyAccessExpression(node.expression) ||
        node.expression.name.text !== 'requestJira'
      )
        return;
      const [target, init] = node.arguments;
      const line = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
      calls.push({ file, line, method: methodOf(init), path: routeOf(target) });
    });
    return calls;
  });
}

/** Modules that files under a folder import. */
export const importsOf = (folder: string, root = ROOT): string[] =>
  sourceFiles(folder, root).flatMap((file) => {
    const modules: string[] = [];
    visit(parse(file, root), (node) => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
        modules.push(node.moduleSpecifier.text);
    });
    return modules;
  });

/** A call of `fetch`, other than through the product's own API. */
export interface SourceFetch {
  readonly file: string;
  readonly line: number;
  /** As it stands there. */
  readonly text: string;
  /** Undefined where it is not written out, in the call or as a constant of the file. */
  readonly address: string | undefined;
}

export const fetchCalls = (folder: string, root = ROOT): SourceFetch[] =>
  sourceFiles(folder, root).flatMap((file) => {
    const calls: SourceFetch[] = [];
    const source = parse(file, root);
    visit(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const name = ts.isIdentifier(node.expression)
        ? node.expression.text
        : ts.isPropertyAccessExpression(node.expression)
          ? node.expression.name.text
          : '';
      if (name !== 'fetch') return;
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      calls.push({ file, line, text: node.getText(), address: addressOf(node.arguments[0], source) });
    });
    return calls;
  });

function addressOf(target: ts.Expression | undefined, source: ts.SourceFile): string | undefined {
  if (!target) return undefined;
  if (ts.isStringLiteralLike(target)) return target.text;
  // the host stands before the first value that is filled in
  if (ts.isTemplateExpression(target)) return /^https?:\/\/[^/]+\//.exec(target.head.text)?.[0];
  let found: ts.Expression | undefined;
  visit(source, (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === target.getText())
      found ??= node.initializer;
  });
  return found && found !== target ? addressOf(found, source) : undefined;
}

function parse(file: string, root: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => {
    visit(child, look);
  });
}

function routeOf(target: ts.Expression | undefined): string {
  if (!target || !ts.isTaggedTemplateExpression(target) || target.tag.getText() !== 'route') return '?';
  const { template } = target;
  const text = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.head.text + template.templateSpans.map((span) => `{}${span.literal.text}`).join('');
  return text.split('?')[0] ?? text;
}

function methodOf(init: ts.Expression | undefined): string {
  if (!init || !ts.isObjectLiteralExpression(init)) return 'GET';
  const property = init.properties.find((candidate) => candidate.name?.getText() === 'method');
  return property && ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer)
    ? property.initializer.text
    : 'GET';
}
