import { ForgeSQLAPIError } from '@forge/sql/out/errors';
import { log } from '../../../src/common/forge/log';

it('says of a database’s error what the database called it, and not its words, which quote what was stored', () => {
  const lines: unknown[] = [];
  const printed = jest.spyOn(console, 'error').mockImplementation((line: string) => {
    lines.push(JSON.parse(line));
  });
  const debug = {
    message: "Duplicate entry 'ann@acme.com' for key 'PRIMARY'",
    code: 'ER_DUP_ENTRY',
    errno: 1062,
  };
  const refused = new ForgeSQLAPIError(
    { status: 400, statusText: 'Bad Request' },
    { code: 'SQL_EXECUTION_ERROR', message: 'Unknown SQL execution error', context: { debug } },
  );
  log.error('a call was refused', new Error('unavailable', { cause: refused }), { key: 'pools/list' });
  printed.mockRestore();
  expect(lines).toEqual([
    {
      message: 'a call was refused',
      key: 'pools/list',
      error: {
        name: 'Error',
        message: 'unavailable',
        cause: {
          name: 'ForgeSQLError',
          message: 'Unknown SQL execution error',
          databaseError: { code: 'ER_DUP_ENTRY', errno: 1062 },
        },
      },
    },
  ]);
});
