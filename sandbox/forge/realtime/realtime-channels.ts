import { randomUUID } from 'node:crypto';
import type { Installation } from '../installation';
import { member } from '../../untyped';
import { ChannelTokens, type TokenBody } from './channel-tokens';

/** Where in the product a module runs, as `context.extension` has it. */
export interface UiPlace {
  readonly moduleKey: string;
  readonly extension: Readonly<Record<string, unknown>>;
}

export interface ChannelRequest {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly token?: string | undefined;
  /** Parts of the context to which the channel is kept, instead of all of it. */
  readonly contextOverrides?: readonly string[] | undefined;
}

/** Both null where nobody has subscribed. */
export interface Published {
  readonly eventId: string | null;
  readonly eventTimestamp: string | null;
}

/** A refusal in the words of Forge's documentation. */
export class RealtimeRefusal extends Error {}

type Listener = (payload: unknown) => void;

const RATE_LIMIT = 'RATE_LIMIT_EXCEEDED';
/** What of a context tells one place of a module from another. */
const PLACES = ['issue', 'project', 'board', 'portal', 'request', 'dashboard', 'gadget'];

export interface RealtimeParts {
  /** Milliseconds since the epoch, by which rates and tokens are measured. */
  readonly now: () => number;
  readonly scopes: readonly string[];
}

/**
 * Channels by which functions and surfaces of an app reach the surfaces that are open just then. A channel is its
 * name, whether it is global, its context and the claims of its token; only who agrees in all of them hears.
 * @see https://developer.atlassian.com/platform/forge/realtime/authorizing-realtime-channels/
 */
export class RealtimeChannels {
  private readonly tokens: ChannelTokens;
  private readonly listeners = new Map<Installation, Map<string, Set<Listener>>>();

  constructor(private readonly parts: RealtimeParts) {
    this.tokens = new ChannelTokens(parts.now);
  }

  /** @returns ends it @throws {RealtimeRefusal} */
  subscribe(
    installation: Installation,
    request: ChannelRequest,
    place: UiPlace,
    listener: Listener,
  ): () => void {
    const claims = this.claimsFor('subscribe', installation, request);
    this.count(installation);
    if (request.isGlobal && !this.parts.scopes.includes('read:app-global-channel:realtime'))
      throw new RealtimeRefusal('Unauthorized request');
    const channels = this.listeners.get(installation) ?? new Map<string, Set<Listener>>();
    this.listeners.set(installation, channels);
    const id = channelId(request, place, claims);
    const heard = channels.get(id) ?? new Set();
    channels.set(id, heard.add(listener));
    return () => {
      heard.delete(listener);
      if (heard.size === 0) channels.delete(id);
    };
  }

  /**
   * @param place where the publishing surface is, or the one that called the function; undefined for a function
   * that no surface called, which can publish to global channels only
   * @throws {RealtimeRefusal}
   */
  publish(
    installation: Installation,
    request: ChannelRequest,
    place: UiPlace | undefined,
    payload: unknown,
  ): Published {
    const claims = this.claimsFor('publish', installation, request);
    this.count(installation);
    if (!place && !request.isGlobal) throw new RealtimeRefusal('Error publishing event to channel');
    const id = channelId(request, place, claims);
    const heard = this.listeners.get(installation)?.get(id);
    if (!heard) return { eventId: null, eventTimestamp: null };
    for (const listener of heard) listener(payload);
    return { eventId: randomUUID(), eventTimestamp: new Date(this.parts.now()).toISOString() };
  }

  /** @throws {RealtimeRefusal} */
  sign(
    installation: Installation,
    name: string,
    claims: unknown,
    permissions: TokenBody['permissions'],
  ): { jwt: string; expiresAt: number } {
    this.count(installation);
    return this.tokens.sign({ installation: installation.id, channel: { name }, claims, permissions });
  }

  forget(installation: Installation): void {
    this.listeners.delete(installation);
  }

  private count({ meters }: Installation): void {
    if (!meters.realtime.take(this.parts.now())) throw new RealtimeRefusal(RATE_LIMIT);
  }

  private claimsFor(
    what: 'subscribe' | 'publish',
    installation: Installation,
    { token, name }: ChannelRequest,
  ): unknown {
    if (token === undefined) return undefined;
    const refuse = (why: string): RealtimeRefusal =>
      new RealtimeRefusal(`Realtime token validation failed: ${why}`);
    const body = this.tokens.read(token);
    if (body?.installation !== installation.id) throw refuse('INVALID_TOKEN');
    if (this.parts.now() / 1_000 >= body.exp) throw refuse('TOKEN_EXPIRED');
    if (body.channel.name !== name) throw refuse('CHANNEL_NAME_MISMATCH');
    if (body.permissions && !body.permissions.includes(what)) throw refuse('MISSING_PERMISSION');
    return body.claims;
  }
}

export const isRateLimit = (refusal: RealtimeRefusal): boolean => refusal.message === RATE_LIMIT;

function channelId(
  { name, isGlobal, contextOverrides }: ChannelRequest,
  place: UiPlace | undefined,
  claims: unknown,
): string {
  const parts = contextOverrides?.toSorted() ?? PLACES;
  const context = isGlobal
    ? undefined
    : [
        contextOverrides ? undefined : place?.moduleKey,
        parts.map((part) => [part, identityOf(place?.extension[part])]),
      ];
  return JSON.stringify([isGlobal, name, context, sorted(claims)]);
}

const identityOf = (value: unknown): unknown => member(value, 'id') ?? member(value, 'key') ?? null;

/** The same claims are the same in any order of their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
