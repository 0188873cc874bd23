import { createHash } from 'node:crypto';
import { objectStore } from '@forge/object-store';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';

/** A file to be handed to a browser. */
export interface Download {
  /** Unique, and not to be guessed: whoever has the address gets the file. */
  readonly key: string;
  readonly content: Uint8Array;
  /** MIME type. */
  readonly contentType: string;
  /** After which the file is gone; seconds. */
  readonly ttlSeconds: number;
}

/**
 * Keeps a file for a while.
 * @returns an address under which a browser gets it, without credentials
 * @throws {SeatkeeperError} `unavailable` when the object store does not take it
 */
export async function offerDownload({ key, content, contentType, ttlSeconds }: Download): Promise<string> {
  try {
    const upload = await objectStore.createUploadUrl({
      key,
      length: content.byteLength,
      checksum: createHash('sha256').update(content).digest('base64'),
      checksumType: 'SHA256',
      ttlSeconds,
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
