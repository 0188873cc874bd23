import { createHash } from 'node:crypto';
import { objectStore } from '@forge/object-store';
import type { OfferedFile } from '../contract/offered-file';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';
import { utcDay } from '../rules/time-text';

/** A file to be handed to a browser. */
export interface Download {
  /** Unique, and not to be guessed: whoever has the address gets the file. */
  readonly key: string;
  readonly content: Uint8Array;
  /** MIME type. */
  readonly contentType: string;
}

const KEPT_SECONDS = 15 * 60;

/**
 * Keeps a file for fifteen minutes.
 * @returns an address under which a browser gets it, without credentials
 * @throws {SeatkeeperError} `unavailable` when the object store does not take it
 */
export async function offerDownload(file: Download, now: number): Promise<OfferedFile> {
  return { url: await addressOf(file), from: now, until: now + KEPT_SECONDS * 1_000 };
}

/**
 * The same for a text, which a browser saves instead of showing it.
 * @param id nothing that anybody could guess: whoever has the address gets the file
 */
export const offerText = (
  { name, text, ending }: { readonly name: string; readonly text: string; readonly ending: 'json' | 'csv' },
  id: string,
  now: number,
): Promise<OfferedFile> =>
  offerDownload(
    {
      key: `${name}-${utcDay(now)}-${id}.${ending}`,
      content: new TextEncoder().encode(text),
      contentType: 'application/octet-stream',
    },
    now,
  );

async function addressOf({ key, content, contentType }: Download): Promise<string> {
  try {
    const upload = await objectStore.createUploadUrl({
      key,
      length: content.byteLength,
      checksum: createHash('sha256').update(content).digest('base64'),
      checksumType: 'SHA256',
      ttlSeconds: KEPT_SECONDS,
      overwrite: false,
    });
    if (!upload) throw new Error('the object store gave no address to upload to');
    const { status } = await fetch(upload.url, {
      method: 'PUT',
      headers: { 'content-type': contentType },
      body: Buffer.from(content),
    });
    if (status < 200 || status > 299) throw new Error(`the object store answered ${status} to an upload`);
    const download = await objectStore.createPublicDownloadUrl(key);
    if (!download) throw new Error('the object store does not know what was uploaded');
    return download.url;
  } catch (cause) {
    throw new SeatkeeperError('unavailable', commonMessages.fileNotKept, {
      cause,
    });
  }
}
