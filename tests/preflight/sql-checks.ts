import { readFileSync } from 'node:fs';
import { LIMITS } from '../../sandbox/forge/limits';
import { sourceFiles } from '../support/source-calls';
import { counted, type Check } from './check';
import { syntaxFault } from './sql/mysql-grammar';
import { SourceStatements, type SourceStatement } from './sql/source-statements';
import { statementFaults } from './sql/statement-faults';

function statementsIn(root: string): SourceStatement[] {
  const statements = new SourceStatements(root, (path) => readFileSync(path, 'utf8'));
  return sourceFiles('src', root).flatMap((file) => statements.in(file));
}

/** Every text of SQL in the source, whether or not a run comes by it. */
export const sqlCheck: Check = {
  name: 'sql',
  run: (root) => {
    const statements = statementsIn(root);
    const whole = statements.filter(({ isWhole }) => isWhole);
    const faults = statements.map((one) => {
      const syntax = one.isWhole ? syntaxFault(one.sql) : undefined;
      return { ...one, found: [...statementFaults(one.sql), ...(syntax === undefined ? [] : [syntax])] };
    });
    return Promise.resolve({
      problems: faults.flatMap(({ file, line, found }) => found.map((fault) => `${file}:${line}: ${fault}`)),
      note: `${counted(whole.length, 'statement')} and ${counted(statements.length - whole.length, 'part')}`,
    });
  },
};

/** A new installation runs all of them, and Forge takes 25 a minute. */
export const definitionsCheck: Check = {
  name: 'definitions',
  run: (root) => {
    const definitions = statementsIn(root).filter(({ sql }) => /^\s*(?:CREATE|ALTER|DROP)\s/.test(sql));
    const isTooMany = definitions.length > LIMITS.sql.ddlPerMinute;
    const note = `${counted(definitions.length, 'data definition')} of ${LIMITS.sql.ddlPerMinute} a minute`;
    return Promise.resolve({
      problems: isTooMany ? [`${note}: an installation would be refused the rest`] : [],
      note,
    });
  },
};
