import { csvParts, type CsvPart } from '../../src/common/contract/csv-parts';
import { CallError } from './call';
import * as messages from './file-messages';

/** What Forge's file picker hands over; the content in base64. */
export interface SerializedFile {
  readonly name: string;
  readonly data: string;
}

/** A CSV that somebody picked, cut into parts that a call each can carry. */
export interface PickedFile {
  readonly name: string;
  readonly parts: readonly CsvPart[];
  readonly rows: number;
  /** The same for the same content. */
  readonly digest: string;
}

/** @throws {CallError} when it has no rows, or is no text */
export async function readPicked({ name, data }: SerializedFile): Promise<PickedFile> {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const parts = csvParts(await textOf(name, bytes));
  if (parts.length === 0) throw new CallError('invalid', messages.empty(name), false);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { name, parts, rows, digest: await digestOf(bytes) };
}

async function textOf(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const plain = name.toLowerCase().endsWith('.gz') ? await unpacked(bytes) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new CallError('invalid', messages.unreadable(name), false);
  }
}

const unpacked = (bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();

const digestOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** An id that is the same for the same content, read in the same way, in the same project. @param how anything that JSON holds */
export async function importIdOf(digest: string, how: unknown): Promise<string> {
  const hex = await digestOf(new TextEncoder().encode(JSON.stringify([digest, how])));
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
}
