import { ElementProp, type ForgeNode } from './forge-doc';
import { useSurface, type SurfaceContext } from './surface-context';

export type Handler = (...given: unknown[]) => void;

/**
 * Reads the properties that an app gave a component. A value of a kind that the component does not take is
 * left out, as Forge would, and reported, as Forge would not.
 */
export class Props {
  constructor(
    private readonly node: ForgeNode,
    private readonly surface: SurfaceContext,
  ) {}

  has(name: string): boolean {
    const value = this.raw(name);
    return value !== undefined && value !== null;
  }

  raw(name: string): unknown {
    return this.node.props[name];
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    const text = typeof value === 'number' ? String(value) : value;
    return this.checked(name, 'text', typeof text === 'string' ? text : undefined);
  }

  number(name: string): number | undefined {
    const value = this.raw(name);
    const isNumber = typeof value === 'number' && Number.isFinite(value);
    return this.checked(name, 'a number', isNumber ? value : undefined);
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    // aria attributes may be spelled out
    if (value === 'true' || value === 'false') return value === 'true';
    return this.checked(name, 'true or false', typeof value === 'boolean' ? value : undefined);
  }

  /** A number of pixels, or any CSS length. */
  length(name: string): number | string | undefined {
    const value = this.raw(name);
    const isLength = typeof value === 'number' || typeof value === 'string';
    return this.checked(name, 'a length', isLength ? value : undefined);
  }

  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.raw(name);
    return this.checked(
      name,
      `one of ${allowed.join(', ')}`,
      allowed.find((one) => one === value),
    );
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.raw(name);
    const list: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
    return this.checked(name, 'a list', list);
  }

  texts(name: string): string[] | undefined {
    return this.list(name)?.filter((item) => typeof item === 'string');
  }

  /**
   * Calls the app's function in a later task, as Forge does, whose app runs behind a channel of messages.
   * What it throws is the surface's trouble, not the page's.
   */
  handler(name: string): Handler | undefined {
    const value = this.raw(name);
    const call = typeof value === 'function' ? value : undefined;
    if (!this.checked(name, 'a function', call)) return undefined;
    return (...given) => {
      setTimeout(() => {
        try {
          if (call) Reflect.apply(call, undefined, given);
        } catch (error) {
          this.surface.threw(error);
        }
      });
    };
  }

  /** Elements that were given in a property, for a NodeList to draw. */
  elements(name: string): readonly ForgeNode[] {
    const value = this.raw(name);
    if (value instanceof ElementProp) return value.nodes;
    if (typeof value === 'string' && value !== '') {
      return [{ type: 'String', key: name, props: { text: value }, children: [] }];
    }
    return [];
  }

  /** An id of the app's, made unique on the page. */
  id(name = 'id'): string | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : `${this.surface.idPrefix}-${value}`;
  }

  private checked<T>(name: string, wanted: string, value: T | undefined): T | undefined {
    if (value === undefined && this.has(name))
      this.surface.report(`${this.node.type}: ${name} should be ${wanted}`);
    return value;
  }
}

export const useProps = (node: ForgeNode): Props => new Props(node, useSurface());

type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Given<T> = { [K in Exclude<keyof T, Optional<T>>]: T[K] } & {
  [K in Optional<T>]?: Exclude<T[K], undefined>;
};

/** The properties that have a value: Atlaskit's defaults apply to those that are absent. */
export function given<T extends object>(props: T): Given<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** A data attribute for tests, under the name that Atlaskit gives it. */
export const testIdOf = (props: Props): { testId?: string } => given({ testId: props.text('testId') });
