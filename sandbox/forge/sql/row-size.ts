import type Database from 'libsql';
import { z } from 'zod';

const columns = z.array(z.object({ name: z.string() }));

/** An expression for how many bytes a row of a table holds. */
export const rowSize = (database: Database.Database, table: string): string =>
  columns
    .parse(database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all())
    .map(({ name }) => `COALESCE(LENGTH(CAST("${name}" AS BLOB)), 0)`)
    .join(' + ');
