import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Forge does not say how long a token is valid. */
const VALID_SECONDS = 15 * 60;

export const permissions = z.array(z.enum(['subscribe', 'publish'])).min(1);

const body = z.object({
  installation: z.string(),
  channel: z.object({ name: z.string() }),
  claims: z.unknown(),
  permissions: permissions.optional(),
  exp: z.number(),
});
export type TokenBody = z.infer<typeof body>;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Signs and reads the tokens that keep a channel to those who hold one with the same claims: JSON Web Tokens, as
 * `@forge/realtime` takes them apart itself.
 */
export class ChannelTokens {
  private readonly secret = randomBytes(32);

  /** @param now milliseconds since the epoch */
  constructor(private readonly now: () => number) {}

  /** @returns the token, and when it expires in seconds since the epoch */
  sign(what: Omit<TokenBody, 'exp'>): { jwt: string; expiresAt: number } {
    const expiresAt = Math.floor(this.now() / 1_000) + VALID_SECONDS;
    const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ ...what, exp: expiresAt })}`;
    return { jwt: `${signed}.${this.signatureOf(signed)}`, expiresAt };
  }

  /** @returns undefined for what was not signed here, or was changed since */
  read(token: string): TokenBody | undefined {
    const [head = '', content = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature);
    const right = Buffer.from(this.signatureOf(`${head}.${content}`));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return body.parse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
  }

  private signatureOf(signed: string): string {
    return createHmac('sha256', this.secret).update(signed).digest('base64url');
  }
}
