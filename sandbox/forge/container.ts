import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire, isBuiltin } from 'node:module';
import { format } from 'node:util';
import vm from 'node:vm';
import type { AppBundle, HandlerBundle } from './app-bundle';
import type { InvocationTime } from './invocation-time';

/** The `target` that the SDK hands to `__forge_fetch__` before the path. */
export interface SeamTarget {
  readonly type: string;
  readonly provider?: string;
  readonly remote?: string;
  readonly accountId?: string;
}

export interface SeamInit {
  readonly method?: string;
  readonly headers?: Record<string, string> | [string, string][] | Headers;
  readonly body?: string | null;
}

/** What one invocation sees of the platform: the two globals below the SDK, egress, and where its log lines go. */
export interface InvocationScope {
  readonly runtime: Record<string, unknown>;
  readonly forgeFetch: (target: SeamTarget, path: string, init?: SeamInit) => Promise<Response>;
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly log: (level: string, text: string) => void;
  /** Where timers of the app's code wait. */
  readonly time: InvocationTime;
}

type Handler = (...input: readonly unknown[]) => unknown;

/** Handed to the bundle, since Node looks up a global of such a context far more slowly than a variable. */
const BUILT_IN = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'RegExp', 'Promise'],
  ...['Error', 'TypeError', 'RangeError', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Reflect', 'JSON'],
  ...['Math', 'Date', 'Intl', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
].join(', ');

/** Processes that serve no host now. Evaluating a bundle takes longer than most of what is asked of it. */
const idle = new WeakMap<AppBundle, Set<AppContainer>>();

const scripts = new WeakMap<HandlerBundle, vm.Script>();

/** A bundle's code, compiled once for every container that it runs in. */
export function scriptOf(bundle: HandlerBundle): vm.Script {
  const known = bundle.script ?? scripts.get(bundle);
  if (known) return known;
  const code = `(function (${BUILT_IN}) { return function (require, module, exports) {${bundle.code}\n}; })(${BUILT_IN})`;
  const script = new vm.Script(code, { filename: bundle.file });
  scripts.set(bundle, script);
  return script;
}

/**
 * One warm process of Forge's runtime: each handler file's bundle is evaluated once, when a function of it first runs, and
 * its module globals survive from one invocation to the next, also across sites and across the hosts that run one after
 * the other, as on Forge. Two bundles share none, whatever both were made of.
 * Everything per invocation comes through an AsyncLocalStorage, so invocations may overlap.
 */
export class AppContainer {
  private readonly scopes = new AsyncLocalStorage<InvocationScope>();
  private readonly context: vm.Context;
  private readonly evaluated = new Map<string, Record<string, unknown>>();

  private constructor(
    private readonly bundle: AppBundle,
    private now: () => number,
  ) {
    this.context = vm.createContext(this.globals(), { name: 'forge-app' });
    const virtualDate: unknown = vm.runInContext(VIRTUAL_DATE, this.context);
    if (typeof virtualDate !== 'function') throw new Error('the container could not set up its clock');
    Reflect.apply(virtualDate, undefined, [() => this.now()]);
  }

  /** A process for the bundle: one that serves nobody any more, or a new one. @param now of the host that takes it */
  static take(bundle: AppBundle, now: () => number): AppContainer {
    const [warm] = idle.get(bundle) ?? [];
    if (!warm) return new AppContainer(bundle, now);
    idle.get(bundle)?.delete(warm);
    warm.now = now;
    return warm;
  }

  /** @throws {Error} when the handler that the manifest names is not exported, as a deployment would fail. */
  handler(file: string, name: string): Handler {
    const handler = this.exportsOf(file)[name];
    if (typeof handler !== 'function') throw new Error(`src/${file} exports no function '${name}'`);
    return (...input) => Reflect.apply(handler, undefined, input) as unknown;
  }

  private exportsOf(file: string): Record<string, unknown> {
    const known = this.evaluated.get(file);
    if (known) return known;
    const bundle = this.bundle.handlers[file];
    if (!bundle) throw new Error(`the app has no bundle of src/${file}`);
    const evaluate: unknown = scriptOf(bundle).runInContext(this.context);
    if (typeof evaluate !== 'function') throw new Error('the app bundle did not evaluate to a function');
    const nodeRequire = createRequire(bundle.file);
    const builtinsOnly = (name: string): unknown => {
      if (!isBuiltin(name))
        throw new Error(`Cannot find module '${name}': Forge runs a bundle with Node's built-ins only`);
      return nodeRequire(name) as unknown;
    };
    const module: { exports: Record<string, unknown> } = { exports: {} };
    Reflect.apply(evaluate, undefined, [builtinsOnly, module, module.exports]);
    this.evaluated.set(file, module.exports);
    return module.exports;
  }

  /**
   * Nothing of this host runs in the process any more, and the next host may take it. Node looks at every storage that
   * is in use, of every container there has been, whenever a promise is made.
   */
  stop(): void {
    this.scopes.disable();
    const others = idle.get(this.bundle) ?? new Set();
    idle.set(this.bundle, others.add(this));
  }

  run<T>(scope: InvocationScope, work: () => T): T {
    return this.scopes.run(scope, work);
  }

  /** Timers in the invocation's own time; outside of one, while the bundle is evaluated, Node's. */
  private timers(): Record<string, unknown> {
    const scopes = this.scopes;
    const timer =
      (native: typeof setTimeout | typeof setInterval, repeat: boolean): TimerFunction =>
      (run, ms = 0, ...input) => {
        const scope = scopes.getStore();
        if (!scope) return native(run, ms, ...input);
        return scope.time.setTimer(
          () => {
            run(...input);
          },
          ms,
          repeat,
        );
      };
    const clear = (handle: unknown): void => {
      scopes.getStore()?.time.clearTimer(handle);
    };
    return {
      setTimeout: timer(setTimeout, false),
      setInterval: timer(setInterval, true),
      clearTimeout: clear,
      clearInterval: clear,
    };
  }

  private globals(): Record<string, unknown> {
    const scopes = this.scopes;
    const write =
      (level: string) =>
      (...input: unknown[]) => {
        const scope = scopes.getStore();
        if (scope) scope.log(level, format(...input));
      };
    const globals: Record<string, unknown> = {
      console: Object.fromEntries(
        ['debug', 'log', 'info', 'warn', 'error', 'trace'].map((level) => [level, write(level)]),
      ),
      fetch: (input: string | URL | Request, init?: RequestInit) => {
        const scope = scopes.getStore();
        if (!scope) throw new Error('fetch was called outside an invocation');
        return scope.fetch(input, init);
      },
      ...this.timers(),
      process: {
        env: {},
        version: 'v22.0.0',
        versions: { node: '22.0.0' },
        nextTick: process.nextTick.bind(process),
        cwd: () => '/tmp',
        platform: 'linux',
        emitWarning: () => undefined,
        hrtime: process.hrtime,
      },
      ...PASSED_THROUGH,
    };
    globals['global'] = globals;
    Object.defineProperty(globals, '__forge_runtime__', {
      get: () => scopes.getStore()?.runtime,
      enumerable: true,
    });
    Object.defineProperty(globals, '__forge_fetch__', {
      get: () => scopes.getStore()?.forgeFetch,
      enumerable: true,
    });
    return globals;
  }
}

type TimerFunction = (run: (...input: unknown[]) => void, ms?: number, ...input: unknown[]) => unknown;

const PASSED_THROUGH = {
  Buffer,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  AbortController,
  AbortSignal,
  Headers,
  Request,
  Response,
  FormData,
  Blob,
  setImmediate,
  clearImmediate,
  queueMicrotask,
  structuredClone,
  atob,
  btoa,
  crypto,
  performance,
  Event,
  EventTarget,
  ReadableStream,
  // one realm for the values that cross the seam as JSON text or typed arrays
  Uint8Array,
  ArrayBuffer,
};

const VIRTUAL_DATE = `(function (now) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
})`;
