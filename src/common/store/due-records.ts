/**
 * A statement for the records that something is due for: those that have failed before have a fifth of the places, so that
 * neither keeps the other from its turn.
 * @param due a SELECT of so many records whose failures are compared with 0 as it says; it binds one value, the time
 */
export function dueStatement(due: (failures: '= 0' | '> 0', limit: number) => string, limit: number): string {
  const failed = Math.floor(limit / 5);
  return `SELECT * FROM (${due('= 0', limit - failed)}) AS sound UNION ALL SELECT * FROM (${due('> 0', failed)}) AS failed`;
}
