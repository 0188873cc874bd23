/** A value for a field as Jira's edit API takes it. */
export type FieldWrite =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'user'; readonly accountId: string }
  | { readonly kind: 'users'; readonly accountIds: readonly string[] }
  | { readonly kind: 'paragraph'; readonly value: string };
