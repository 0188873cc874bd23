import * as z from '#zod';
import { userAdministersJira } from '../../jira/client/site';
import { allowsOnly } from '../../common/calls/allows';
import { forbidden } from '../../common/calls/define-call';
import { permissionMessages } from '../rules/messages';

/** Who a function of the admin page is for. */
export const JIRA_ADMINS = allowsOnly(['siteAdmin'], permissionMessages.jiraAdmins);

/** What every call of the admin page begins with: the page it stands on, and who may make it. */
export const forAdministrators = {
  extension: z.looseObject({ type: z.literal('jira:adminPage') }),
  authorize: async (): Promise<void> => {
    if (!(await userAdministersJira())) throw forbidden(permissionMessages.jiraAdmins);
  },
};
