import { SourceMap } from 'node:module';
import { z } from 'zod';
import type { AppBundle, HandlerBundle } from './app-bundle';

/** What stands in the bundle's last line before its source map. */
const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,/;

const mapSchema = z.looseObject({
  version: z.number(),
  file: z.string().default(''),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(''),
});

/** Says of places in an app's bundle where they are in the app's own files. */
export class AppSources {
  private readonly frame: RegExp;

  constructor(private readonly bundle: AppBundle) {
    const files = Object.values(bundle.handlers).map(({ file }) => escaped(file));
    this.frame = new RegExp(`(${files.join('|')}):(\\d+):(\\d+)`, 'g');
  }

  /**
   * The innermost place in the app's own code that a stack passes through, as `src/…:line`; undefined when
   * there is none, or the bundle has no source map.
   */
  locationIn(stack: string): string | undefined {
    for (const [, file, line, column] of stack.matchAll(this.frame)) {
      const place = this.placeOf(file, Number(line), Number(column));
      if (place?.startsWith('src/')) return place;
    }
    return undefined;
  }

  /** A stack with the app's files and lines in place of the bundle's. */
  translate(stack: string): string {
    return stack.replace(
      this.frame,
      (whole, file: string, line: string, column: string) =>
        this.placeOf(file, Number(line), Number(column)) ?? whole,
    );
  }

  private placeOf(file: string | undefined, line: number, column: number): string | undefined {
    const bundle = Object.values(this.bundle.handlers).find((handler) => handler.file === file);
    const entry = bundle && sourceMapOf(bundle)?.findEntry(line - 1, column - 1);
    if (!entry || !('originalSource' in entry)) return undefined;
    return `${entry.originalSource}:${entry.originalLine + 1}`;
  }
}

/** Of bundles that needed theirs: most never do, and reading one takes a while. */
const maps = new WeakMap<HandlerBundle, SourceMap>();

function sourceMapOf(bundle: HandlerBundle): SourceMap | undefined {
  const map = maps.get(bundle) ?? mapIn(bundle);
  if (map) maps.set(bundle, map);
  return map;
}

function mapIn({ code }: HandlerBundle): SourceMap | undefined {
  // a map has megabytes: an expression over all of it would pass the stack's limit
  const bundle = code.trimEnd();
  const line = bundle.slice(bundle.lastIndexOf('\n') + 1);
  const start = INLINE_MAP.exec(line)?.[0];
  if (start === undefined) return undefined;
  const encoded = line.slice(start.length);
  return new SourceMap(mapSchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// the app is below a dozen of the SDK's own, and each one costs
const MAX_FRAMES = 25;

/** Where the code stands now, to be read later: most stacks are never looked at, and writing one out is slow. */
export function stackHere(): () => string {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = MAX_FRAMES;
  const { stack: read } = { stack: new Error('here') };
  Error.stackTraceLimit = usual;
  return () => read.stack ?? '';
}
