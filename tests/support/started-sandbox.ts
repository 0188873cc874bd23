import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root';

/** `npm start` as a process of its own, started with the given options. */
export class StartedSandbox {
  private static readonly running = new Set<StartedSandbox>();
  output = '';
  errors = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
  }

  static run(args: readonly string[], env: NodeJS.ProcessEnv = {}): StartedSandbox {
    const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
      cwd: ROOT,
      env: { ...process.env, SANDBOX_TOKEN: 'secret', SANDBOX_SQL_URL: '', ...env },
    });
    const started = new StartedSandbox(child);
    StartedSandbox.running.add(started);
    return started;
  }

  /** Ends what a failed test left running. */
  static async stopAll(): Promise<void> {
    for (const started of StartedSandbox.running) await started.stop('SIGKILL');
    StartedSandbox.running.clear();
  }

  /** Waits for the line that says it runs. @throws {Error} with its output when it ends before */
  async ready(): Promise<void> {
    const ended = this.ended();
    while (!this.output.includes('Stop with Ctrl+C')) {
      const data = this.child.stdout
        ? once(this.child.stdout, 'data')
        : Promise.reject(new Error('no output'));
      const code = await Promise.race([data.then(() => undefined), ended]);
      if (code !== undefined) throw new Error(`it ended with ${code}: ${this.output}${this.errors}`);
    }
  }

  /** @returns its exit code */
  ended(): Promise<number> {
    if (this.child.signalCode !== null) return Promise.resolve(-1);
    if (this.child.exitCode !== null) return Promise.resolve(this.child.exitCode);
    return new Promise((resolve) => {
      this.child.on('close', (code) => {
        resolve(code ?? -1);
      });
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number> {
    this.child.kill(signal);
    return this.ended();
  }
}
