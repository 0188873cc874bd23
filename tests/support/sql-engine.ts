/** The database under Forge SQL in this run: SQLite in memory unless a server is named. */
export const sqlUrl = process.env['SANDBOX_SQL_URL'];
