import * as z from 'zod/mini';
import { onRealtime, PAGE_ID } from '../env/realtime';
import { post, reasonIn, type SurfacePlace } from './bridge-calls';
import type { AppRealm } from './frame';
import type { Subscription } from './page-bus';

type Callback = (payload: unknown) => void;

const channel = z.object({
  channelName: z.string(),
  isGlobal: z.optional(z.boolean()),
  options: z.optional(z.unknown()),
});
const subscription = z.extend(channel, {
  onEvent: z.custom<Callback>((value) => typeof value === 'function'),
});
const publication = z.extend(channel, { eventPayload: z.optional(z.unknown()) });

const ownValue = (realm: AppRealm, value: unknown): unknown =>
  value === undefined ? undefined : (realm.JSON.parse(JSON.stringify(value)) as unknown);

/** @throws {Error} with Forge's words when the server refuses */
export async function subscribeRealtime(
  place: SurfacePlace,
  realm: AppRealm,
  data: unknown,
): Promise<Subscription> {
  const { onEvent, channelName, isGlobal = false, options } = z.parse(subscription, data);
  const id = crypto.randomUUID();
  const forget = onRealtime(id, (payload) => {
    onEvent(ownValue(realm, payload));
  });
  const asked = { ...place, page: PAGE_ID, id, channelName, isGlobal, options };
  const answer = await post('/sandbox/api/realtime/subscriptions', asked);
  if (!answer.ok) {
    forget();
    throw new Error(reasonIn(answer));
  }
  return {
    unsubscribe: () => {
      forget();
      void fetch(`/sandbox/api/realtime/subscriptions/${PAGE_ID}/${id}`, { method: 'DELETE' });
    },
  };
}

/** A refusal is part of the answer here, not an error. */
export async function publishRealtime(place: SurfacePlace, realm: AppRealm, data: unknown): Promise<unknown> {
  const { eventPayload = null, channelName, isGlobal = false, options } = z.parse(publication, data);
  const asked = { ...place, channelName, isGlobal, options, eventPayload };
  const answer = await post('/sandbox/api/realtime/events', asked);
  if (answer.ok) return realm.JSON.parse(answer.text) as unknown;
  const errors = [{ message: reasonIn(answer) }];
  return ownValue(realm, { eventId: null, eventTimestamp: null, errors });
}
