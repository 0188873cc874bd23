import { Store } from './store';

/** Something the sandbox's pages could not draw or do: a hole in the sandbox, or a mistake of the app. */
export interface PageProblem {
  /** What it happened to: a surface's module key, or `page`. */
  readonly source: string;
  readonly message: string;
}

declare global {
  interface Window {
    /** What tests read after they have used a page. */
    __sandbox: { readonly problems: PageProblem[] };
  }
}

export const problems = new Store<readonly PageProblem[]>([]);

export function exposeProblems(): void {
  window.__sandbox = { problems: [] };
}

/** Records a problem once, however often the same thing is drawn. */
export function reportProblem(source: string, message: string): void {
  const known = window.__sandbox.problems.some(
    (problem) => problem.source === source && problem.message === message,
  );
  if (known) return;
  window.__sandbox.problems.push({ source, message });
  // reported while React draws, when no other component may be told yet
  queueMicrotask(() => {
    problems.set([...window.__sandbox.problems]);
  });
}
