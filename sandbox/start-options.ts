import { parseArgs } from 'node:util';
import { member } from './untyped';

export interface StartOptions {
  /** Of the site, in lower case. */
  readonly site: string;
  /** People in the demo company. */
  readonly people: number;
  /** Finished tickets from the years before the app came. */
  readonly issues: number;
  /** Without the weeks before today. */
  readonly empty: boolean;
  readonly port: number;
}

/** A command line that cannot be followed; the message is one line for the person who typed it. */
export class UsageError extends Error {}

export const HELP = `Starts Seatkeeper on a local Jira Service Management.

  npm start -- [options]

  --site NAME     name of the site, lower-case letters, digits and hyphens (acme)
  --company N     people in the company, 10 to 20000 (40)
  --issues N      finished tickets from before the app was there, up to 500000 (0)
  --empty         without the six weeks of work before today
  --port N        port to listen on (4747)
  --help          this text

  SANDBOX_TOKEN    everybody's API token, instead of a new one each time
  SANDBOX_SQL_URL  a MySQL-dialect server for Forge SQL instead of SQLite, mysql://user:password@host:port/
`;

const OPTIONS = {
  site: { type: 'string', default: 'acme' },
  company: { type: 'string', default: '40' },
  issues: { type: 'string', default: '0' },
  empty: { type: 'boolean', default: false },
  port: { type: 'string', default: '4747' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line of `npm start`.
 * @returns `help` when that was asked for
 * @throws {UsageError}
 */
export function readStartOptions(args: readonly string[]): StartOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(values.site)) {
    throw new UsageError(
      `--site takes lower-case letters, digits and hyphens, beginning with a letter, not '${values.site}'.`,
    );
  }
  return {
    site: values.site,
    people: wholeNumber('--company', values.company, 10, 20_000),
    issues: wholeNumber('--issues', values.issues, 0, 500_000),
    empty: values.empty,
    port: wholeNumber('--port', values.port, 1, 65_535),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const [sentence = ''] = String(member(error, 'message')).split(/\.(?:\s|$)/);
    throw new UsageError(`${sentence}. See npm start -- --help`);
  }
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new UsageError(`${option} takes a whole number from ${min} to ${max}, not '${text}'.`);
  return value;
}
