import { join } from 'node:path';

/** The project's directory. */
export const ROOT = join(__dirname, '../..');
