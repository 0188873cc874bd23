import { HELP, readStartOptions, UsageError } from '../../sandbox/start-options';
import { member } from '../../sandbox/untyped';
import { freePort } from '../support/free-port';
import { StartedSandbox } from '../support/started-sandbox';

const asAgent = {
  authorization: `Basic ${Buffer.from('mara.lindqvist@acme.example:secret').toString('base64')}`,
};

afterEach(() => StartedSandbox.stopAll());

describe('npm start', () => {
  it('makes a company of the size that was asked for, with its finished tickets, and says what it takes', async () => {
    const port = await freePort();
    const sandbox = StartedSandbox.run([
      ...['--port', String(port), '--site', 'beta', '--company', '300', '--issues', '1000', '--empty'],
    ]);
    await sandbox.ready();
    expect(sandbox.output).toMatch(/ready in \d+\.\d s, \d+ MB/);
    expect(sandbox.output).toContain('300 people, 1000 tickets');

    const ask = async (path: string): Promise<unknown> =>
      (await fetch(`http://localhost:${port}${path}`, { headers: asAgent })).json();
    expect(member(await ask('/rest/api/3/issue/IT-1000?fields=status'), 'key')).toBe('IT-1000');
    // namesakes have addresses of their own
    expect(await ask('/rest/api/3/user/search?query=ben.fischer2')).toMatchObject([
      { emailAddress: 'ben.fischer2@acme.example' },
    ]);
    expect(await sandbox.stop()).toBe(0);
  });

  it('has six weeks of work behind it that went as people meant it to', async () => {
    const port = await freePort();
    const sandbox = StartedSandbox.run(['--port', String(port)]);
    await sandbox.ready();
    const count = async (jql: string): Promise<unknown> => {
      const answer = await fetch(`http://localhost:${port}/rest/api/3/search/approximate-count`, {
        method: 'POST',
        headers: { ...asAgent, 'content-type': 'application/json' },
        body: JSON.stringify({ jql }),
      });
      return member(await answer.json(), 'count');
    };
    const [all, fulfilled] = [
      await count('project = IT'),
      await count('project = IT AND status = Fulfilled'),
    ];
    expect(all).toBeGreaterThan(20);
    expect(fulfilled).toBeGreaterThan(10);
    expect(await sandbox.stop()).toBe(0);
  });

  it('refuses a bad option in one line, with exit code 2', async () => {
    const sandbox = StartedSandbox.run(['--company', 'many']);
    expect(await sandbox.ended()).toBe(2);
    expect(sandbox.errors).toBe("--company takes a whole number from 10 to 20000, not 'many'.\n");
    expect(sandbox.output).toBe('');
  });

  it('tells its options with --help', async () => {
    const sandbox = StartedSandbox.run(['--help']);
    expect(await sandbox.ended()).toBe(0);
    expect(sandbox.output).toBe(HELP);
  });
});

describe('the options of npm start', () => {
  it.each([
    [['--company', '5'], "--company takes a whole number from 10 to 20000, not '5'."],
    [['--company', '1e3'], "--company takes a whole number from 10 to 20000, not '1e3'."],
    [['--issues', '-1'], "Option '--issues' argument is ambiguous. See npm start -- --help"],
    [
      ['--site', 'My Site'],
      "--site takes lower-case letters, digits and hyphens, beginning with a letter, not 'My Site'.",
    ],
    [['--port', '99999'], "--port takes a whole number from 1 to 65535, not '99999'."],
    [['--colour'], "Unknown option '--colour'. See npm start -- --help"],
    [['acme'], "Unexpected argument 'acme'. See npm start -- --help"],
  ])('%j is refused in one line', (args, message) => {
    expect(() => readStartOptions(args)).toThrow(new UsageError(message));
  });
});
