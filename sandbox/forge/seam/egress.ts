import { EgressFilteringService } from '@forge/egress';
import { stackHere } from '../app-sources';
import { LIMITS, USUAL_MS } from '../limits';
import { RateMeter } from '../rate-meter';
import { isOverNetworkQuota, report, since, type Caller, type SeamHost } from './service';

const MINUTE = 60_000;

/**
 * Requests of one invocation to hosts outside, as the manifest allows them, 100 in each minute that it has run. The
 * pre-signed addresses of the object store need no permission, though Atlassian does not say so.
 */
export class Egress {
  private readonly meter = new RateMeter(MINUTE, LIMITS.invocation.egressPerRuntimeMinute);

  constructor(
    private readonly host: SeamHost,
    private readonly caller: Omit<Caller, 'stack'>,
  ) {}

  readonly fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
    this.send({ ...this.caller, stack: stackHere() }, input, init);

  private async send(caller: Caller, input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const isStored = this.host.objects.knows(request.url);
    if (!isStored && !new EgressFilteringService([...this.host.manifest.egress]).isValidUrl(request.url)) {
      report(caller, 'egress', `${request.url} is not in the manifest's permissions.external.fetch.backend`);
      throw new TypeError(
        `fetch failed: ${new URL(request.url).origin} is blocked by the app's egress permissions`,
      );
    }
    if (!this.meter.take(caller.time.elapsedMs)) {
      report(caller, 'limit', 'More than 100 requests to other hosts in a minute of one invocation');
      return new Response('Too many requests', { status: 429 });
    }
    if (!this.host.meters.egress.take(this.host.now())) {
      report(caller, 'limit', 'More than 50,000 requests of the app to other hosts in a minute');
      return new Response('Too many requests', { status: 429 });
    }
    if (isOverNetworkQuota(this.host, caller)) return new Response('Too many requests', { status: 429 });
    const started = performance.now();
    const response = await caller.time.call(
      () => (isStored ? this.host.objects.answer(request) : fetch(request)),
      () => (isStored ? USUAL_MS.objects : USUAL_MS.egress),
    );
    const { method, url } = request;
    caller.record.calls.push({ kind: 'egress', method, url, status: response.status, ms: since(started) });
    return response;
  }
}
