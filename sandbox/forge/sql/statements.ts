import { channel } from 'node:diagnostics_channel';

/** Name of the channel on which every statement that a database in this process has carried out is published, as the app wrote it. */
export const STATEMENTS = 'sandbox:sql';

export const statements = channel(STATEMENTS);
