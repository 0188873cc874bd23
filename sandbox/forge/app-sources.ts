import { SourceMap } from 'node:module';
import { z } from 'zod';
import type { AppBundle } from './app-bundle';

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
    this.frame = new RegExp(`${escaped(bundle.file)}:(\\d+):(\\d+)`, 'g');
  }

  /**
   * The innermost place in the app's own code that a stack passes through, as `src/…:line`; undefined when
   * there is none, or the bundle has no source map.
   */
  locationIn(stack: string): string | undefined {
    for (const [, line, column] of stack.matchAll(this.frame)) {
      const place = this.placeOf(Number(line), Number(column));
      if (place?.startsWith('src/')) return place;
    }
    return undefined;
  }

  /** A stack with the app's files and lines in place of the bundle's. */
  translate(stack: string): string {
    return stack.replace(
      this.frame,
      (whole, line: string, column: string) => this.placeOf(Number(line), Number(column)) ?? whole,
    );
  }

  private placeOf(line: number, column: number): string | undefined {
    const entry = this.sourceMap()?.findEntry(line - 1, column - 1);
    if (!entry || !('originalSource' in entry)) return undefined;
    return `${entry.originalSource}:${entry.originalLine + 1}`;
  }

  private sourceMap(): SourceMap | undefined {
    const map = maps.get(this.bundle) ?? mapIn(this.bundle);
    if (map) maps.set(this.bundle, map);
    return map;
  }
}

/** Of bundles that needed theirs: most never do, and reading one takes a while. */
const maps = new WeakMap<AppBundle, SourceMap>();

function mapIn({ code }: AppBundle): SourceMap | undefined {
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
