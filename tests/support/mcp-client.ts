import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { packageFolder } from './installed';

/** A server of the Model Context Protocol as a process of its own, and its tools. */
export class McpTools {
  private constructor(private readonly client: Client) {}

  /** Starts the program that a package installs as its command. */
  static async start(packageName: string, environment: Readonly<Record<string, string>>): Promise<McpTools> {
    // loaded by who starts a server, so that a test can skip without it
    const { Client: McpClient } = await import('@modelcontextprotocol/sdk/client/index.js');
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const folder = packageFolder(packageName);
    const bin = member(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), 'bin');
    const [program] = typeof bin === 'string' ? [bin] : Object.values(Object(bin) as Record<string, unknown>);
    const client = new McpClient({ name: 'sandbox-tests', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [join(folder, textOf(program))],
        env: { PATH: process.env['PATH'] ?? '', ...environment },
        stderr: 'ignore',
      }),
    );
    return new McpTools(client);
  }

  /** What a tool answers, as text. @throws {Error} with that text when it says that it failed */
  async call(name: string, given: Readonly<Record<string, unknown>>): Promise<string> {
    const answer = await this.client.callTool({ name, arguments: { ...given } });
    const text = listOf(answer.content)
      .map((part) => textOf(member(part, 'text')))
      .join('\n');
    if (answer.isError === true) throw new Error(text);
    return text;
  }

  /** The same of a tool that answers JSON. */
  async json(name: string, given: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return JSON.parse(await this.call(name, given)) as unknown;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
