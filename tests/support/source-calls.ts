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

export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .map((name) => join(folder, name))
    .flatMap((path) =>
      statSync(join(ROOT, path)).isDirectory() ? sourceFiles(path) : /\.tsx?$/.test(path) ? [path] : [],
    );
}

/** Every `….requestJira(route`…`, …)` under a folder; a call whose route is no literal has the path `?`. */
export function requestJiraCalls(folder: string): SourceCall[] {
  return sourceFiles(folder).flatMap((file) => {
    const calls: SourceCall[] = [];
    visit(parse(file), (node) => {
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
export const importsOf = (folder: string): string[] =>
  sourceFiles(folder).flatMap((file) => {
    const modules: string[] = [];
    visit(parse(file), (node) => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
        modules.push(node.moduleSpecifier.text);
    });
    return modules;
  });

/** Addresses that the back end fetches from, other than through the product's own API. */
export const fetchCalls = (folder: string): string[] =>
  sourceFiles(folder).flatMap((file) => {
    const calls: string[] = [];
    visit(parse(file), (node) => {
      if (!ts.isCallExpression(node)) return;
      const name = ts.isIdentifier(node.expression)
        ? node.expression.text
        : ts.isPropertyAccessExpression(node.expression)
          ? node.expression.name.text
          : '';
      if (name === 'fetch') calls.push(`${file}: ${node.getText()}`);
    });
    return calls;
  });

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
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
