import {
  ConfigFile,
  FileSystemReader,
  FileSystemWriter,
  StatsigService,
  type Logger,
} from '@forge/cli-shared';

const notAsked = (): never => {
  throw new Error('Nothing is asked of a server, so nobody needs to know who asks.');
};

/** The feature flags of Forge's command line, all of them off, asked of no server. */
class NoFlags extends StatsigService {
  override checkGate(): Promise<boolean> {
    return Promise.resolve(false);
  }
  override getDynamicConfig(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** What Forge's tools ask for, for the app in the current folder and without a network. */
export class OfflineForge {
  /** Everything the tools had to say, errors and warnings among it. */
  readonly said: string[] = [];
  readonly files = new FileSystemReader();
  readonly config = new ConfigFile(this.files, new FileSystemWriter());
  readonly logger: Logger = {
    traceEnabled: false,
    debugEnabled: false,
    trace: () => undefined,
    debug: () => undefined,
    info: (message) => this.said.push(message),
    warn: (message) => this.said.push(message),
    error: (error) => this.said.push(error.message),
  };
  readonly flags = new NoFlags(
    this.logger,
    undefined,
    { getCredentials: notAsked },
    { readConfigSection: notAsked },
  );
}

/** Prints what a tool found as one line of JSON; a failure goes to stderr with exit code 1. */
export function printResult(work: Promise<unknown>): void {
  work.then(
    (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
