/** What came of looking at one thing that can be known before a deployment. */
export type Outcome =
  | { readonly problems: readonly string[]; readonly note: string }
  /** Why it could not be looked at here. */
  | { readonly skipped: string };

export interface Check {
  readonly name: string;
  /** @param root the folder with manifest.yml, which is the current folder as well */
  readonly run: (root: string) => Promise<Outcome>;
}

export const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
