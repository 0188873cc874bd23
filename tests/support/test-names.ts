import ts from 'typescript';

const TEST_FUNCTIONS = ['it', 'test'];

/**
 * What a test file calls its tests, as written (with the placeholders of `it.each`): each name once alone and
 * once with the `describe` blocks around it, joined by ` › `.
 */
export function testNames(fileName: string, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const block = ts.isCallExpression(node) ? blockOf(node) : undefined;
    if (block && TEST_FUNCTIONS.includes(block.kind)) {
      names.add(block.name);
      names.add([...around, block.name].join(' › '));
    }
    const inside = block?.kind === 'describe' ? [...around, block.name] : around;
    node.forEachChild((child) => {
      visit(child, inside);
    });
  };
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest), []);
  return names;
}

/** `it('…')`, `it.each(…)('…')`, `describe('…')` and the like. */
function blockOf(call: ts.CallExpression): { kind: string; name: string } | undefined {
  const [name] = call.arguments;
  if (!name || !ts.isStringLiteralLike(name)) return undefined;
  let callee: ts.Node = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (!ts.isCallExpression(callee) && !ts.isPropertyAccessExpression(callee)) return undefined;
    callee = callee.expression;
  }
  return ['describe', ...TEST_FUNCTIONS].includes(callee.text)
    ? { kind: callee.text, name: name.text }
    : undefined;
}
