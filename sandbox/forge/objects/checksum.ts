import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { buf as crc32c } from 'crc-32/crc32c';

/** The kinds of checksum that `@forge/object-store` knows. */
export const CHECKSUM_TYPES = ['SHA1', 'SHA256', 'CRC32', 'CRC32C'] as const;
export type ChecksumType = (typeof CHECKSUM_TYPES)[number];

/** A checksum of an object's content, in base64; of a CRC its four bytes, the highest first. */
export function checksumOf(content: Uint8Array, type: ChecksumType): string {
  switch (type) {
    case 'SHA1':
    case 'SHA256':
      return createHash(type.toLowerCase()).update(content).digest('base64');
    case 'CRC32':
      return inBase64(crc32(content));
    case 'CRC32C':
      // the library counts in signed numbers
      return inBase64(crc32c(content) >>> 0);
  }
}

function inBase64(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}
