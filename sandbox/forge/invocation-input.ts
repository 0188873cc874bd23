import { member } from '../untyped';
import type { Installation } from './installation';

/** The second argument of a function: where it runs. */
export const platformContext = (installation: Installation): Record<string, unknown> => ({
  installContext: installation.context,
  workspaceId: installation.site.cloudId,
  installation: { id: installation.id, contexts: [{ id: installation.context }] },
});

/** The key of the issue or request that an event, an extension or a validator's input is about. */
export function subjectOf(value: unknown): string | undefined {
  return [member(value, 'issue'), member(value, 'request')]
    .map((subject) => member(subject, 'key'))
    .find((key) => typeof key === 'string');
}
