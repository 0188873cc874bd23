import type { Application } from './catalog';

/** The applications that somebody owns. */
export const ownedBy = (
  personId: string,
  catalog: readonly Pick<Application, 'key' | 'ownerId' | 'backupOwnerId'>[],
): string[] =>
  catalog
    .filter(({ ownerId, backupOwnerId }) => ownerId === personId || backupOwnerId === personId)
    .map(({ key }) => key);
