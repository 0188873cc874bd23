import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The kinds of checksum that `@forge/object-store` knows and the sandbox can compute. */
export const CHECKSUM_TYPES = ['SHA1', 'SHA256', 'CRC32'] as const;
export type ChecksumType = (typeof CHECKSUM_TYPES)[number];

/** A checksum of an object's content, in base64; of a CRC its four bytes, the highest first. */
export function checksumOf(content: Uint8Array, type: ChecksumType): string {
  if (type !== 'CRC32') return createHash(type.toLowerCase()).update(content).digest('base64');
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
}
