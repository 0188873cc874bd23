import { Parser } from 'node-sql-parser/build/mysql';

const parser = new Parser();

/** Why a statement is none of MySQL's, undefined when it is one. */
export function syntaxFault(sql: string): string | undefined {
  try {
    // the grammar lacks the null-safe comparison
    parser.astify(sql.replaceAll('<=>', '='), { database: 'MySQL' });
    return undefined;
  } catch (error) {
    const { found, location } = Object(error) as {
      readonly found?: unknown;
      readonly location?: { readonly start?: { readonly offset?: number } };
    };
    const at = location?.start?.offset ?? 0;
    return `MySQL cannot read it from “${sql.slice(at, at + 30).replaceAll(/\s+/g, ' ')}”${found === null ? ', where it ends' : ''}`;
  }
}
