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
  /** Where the sandbox keeps its state; undefined keeps nothing. */
  readonly stateDirectory: string | undefined;
  /** Throws a kept state away first. */
  readonly fresh: boolean;
  /** The options that say what the world holds and were given in so many words. */
  readonly chosen: readonly WorldOption[];
}

const WORLD_OPTIONS = ['site', 'company', 'issues', 'empty'] as const;
export type WorldOption = (typeof WORLD_OPTIONS)[number];

/** A command line that cannot be followed; the message is one line for the person who typed it. */
export class UsageError extends Error {}

export const HELP = `Starts Seatkeeper on a local Jira Service Management.

  npm start -- [options]

  --state DIR     keep everything in DIR and take it up again on the next start; without it nothing is kept
  --fresh         throw away what DIR holds and begin anew
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
  state: { type: 'string' },
  fresh: { type: 'boolean', default: false },
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
  const { values, tokens } = parsed(args);
  if (values.help) return 'help';
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(values.site)) {
    throw new UsageError(
      `--site takes lower-case letters, digits and hyphens, beginning with a letter, not '${values.site}'.`,
    );
  }
  if (values.state?.trim() === '') throw new UsageError('--state needs a directory.');
  if (values.fresh && values.state === undefined)
    throw new UsageError('--fresh throws a kept state away and needs --state DIR to say which.');
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  return {
    site: values.site,
    people: wholeNumber('--company', values.company, 10, 20_000),
    issues: wholeNumber('--issues', values.issues, 0, 500_000),
    empty: values.empty,
    port: wholeNumber('--port', values.port, 1, 65_535),
    stateDirectory: values.state,
    fresh: values.fresh,
    chosen: WORLD_OPTIONS.filter((name) => given.includes(name)),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, tokens: true });
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
