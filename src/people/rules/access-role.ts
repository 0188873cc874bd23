import { SeatkeeperError } from '../../common/rules/errors';
import { permissionMessages } from './messages';

/** In what capacity somebody looks at the policy. */
export type AccessRole =
  /** Administers Jira, or a project that is mapped. */
  | { readonly kind: 'administrator' }
  /** Owns applications, as owner or backup. */
  | { readonly kind: 'owner'; readonly applicationKeys: readonly string[] };

/** Administrators manage every application and its pools, owners after their own. */
export const managesApplication = (role: AccessRole, applicationKey: string): boolean =>
  role.kind === 'administrator' || role.applicationKeys.includes(applicationKey);

/** Keys of the applications that somebody manages; undefined for all of them. */
export const managedApplications = (role: AccessRole): readonly string[] | undefined =>
  role.kind === 'administrator' ? undefined : role.applicationKeys;

/** @throws {SeatkeeperError} `forbidden` for everybody who does not manage the application */
export function requireManages(role: AccessRole, applicationKey: string): void {
  if (!managesApplication(role, applicationKey))
    throw new SeatkeeperError('forbidden', permissionMessages.projectAdminsAndOwner);
}
