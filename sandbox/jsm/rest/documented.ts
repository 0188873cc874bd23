import texts from './documented-operations.json';

/** What Atlassian documents of one operation, whether the sandbox models it or not. */
export interface Documented {
  readonly method: string;
  /** With `{name}` for its parameters. */
  readonly path: string;
  readonly query: readonly string[];
  /** Top-level members of the body, but for those that only answers have. */
  readonly body: readonly string[];
}

type Named = Pick<Documented, 'method' | 'path'>;

const namesAfter = (mark: string, text: string): string[] =>
  new RegExp(`${mark}: ([^;]+)`).exec(text)?.[1]?.split(' ') ?? [];

/** Of Jira, of JSM and of what is modelled of Assets. */
export const DOCUMENTED: readonly Documented[] = Object.entries<string>(texts).map(([operation, text]) => {
  const [method = '', path = ''] = operation.split(' ');
  return { method, path, query: namesAfter('query', text), body: namesAfter('body', text) };
});

/** One spelling for `{name}` and Hono's `:name`. */
const plain = ({ method, path }: Named): string => `${method} ${path.replace(/\{[^}]*\}|:\w+/g, '{}')}`;

const byName = new Map(DOCUMENTED.map((one) => [plain(one), one]));

export const documentedAs = (operation: Named): Documented | undefined => byName.get(plain(operation));

/** Documented and not modelled, at paths that a parameter of a modelled operation would take for its value. */
export function swallowedBy(modelled: readonly Named[]): Documented[] {
  const known = new Set(modelled.map(plain));
  const taken = [...known].map((name) => name.split('/'));
  return DOCUMENTED.filter((one) => {
    const name = plain(one);
    const steps = name.split('/');
    return !known.has(name) && taken.some((others) => mayBe(steps, others));
  });
}

/** Whether a call can be meant for either of two operations. */
const mayBe = (steps: readonly string[], others: readonly string[]): boolean =>
  steps.length === others.length &&
  steps.every((step, index) => step === others[index] || step === '{}' || others[index] === '{}');
