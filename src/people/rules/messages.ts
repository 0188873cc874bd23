import { counted } from '../../common/rules/plural';
import { MOST_ADDRESSES, MOST_IDS } from '../../jira/rules/lookup-bounds';

/** Who can do what somebody was refused. */
export const permissionMessages = {
  jiraAdmins: 'Only Jira admins can do this.',
  projectAdmins: 'Only admins of this project can do this.',
  projectAdminsAndOwner: 'Only admins of this project and owners of the application can do this.',
  projectAdminsAndOwners: 'Only admins of this project and application owners can do this.',
  choosePool: 'Only project admins and application owners can choose a license pool.',
  undoRun: 'Only admins of this project can undo a run.',
  projectMembers: 'Only people who work in a project that uses Seatkeeper can see the catalog.',
  appItself: 'Seatkeeper’s own account can’t run this. Run it as a person.',
  noProject: 'No project is set up for Seatkeeper. A Jira admin can set one up on the admin page.',
  notChecked: 'Seatkeeper couldn’t check your permissions. Try again in a moment.',
  viewReport: 'You can’t view this project, so its metrics aren’t shown. Ask a project admin for access.',
};

const ONE_APPLICATION =
  'If the list has several applications, import a list for each of them. Don’t leave people out: they would count as missing.';

/** Why accounts can't be looked up on a site that has very many. */
export const accountMessages = {
  tooManyAddresses: (count: number): string =>
    [
      counted(count, { other: 'The accounts of # people would have to be searched for by email address.' }),
      counted(MOST_ADDRESSES, {
        other: 'On a site with this many accounts, Seatkeeper can search for # at a time.',
      }),
      'Import the people roster first, with an AccountID column.',
    ].join(' '),
  tooManyIds: (count: number): string =>
    [
      counted(count, { other: '# accounts would have to be looked up.' }),
      counted(MOST_IDS, {
        other:
          'On a site with this many accounts, Seatkeeper can look up # at a time. Split the file and import each part as one that isn’t complete.',
      }),
    ].join(' '),
  /** Of a list of users, of which no part can be imported: it would say of the others that they have no seat. */
  ofList: {
    tooManyAddresses: (count: number): string =>
      [
        counted(count, {
          other:
            'The accounts of # people whom the roster doesn’t know would have to be searched for by email address.',
        }),
        counted(MOST_ADDRESSES, {
          other: 'On a site with this many accounts, Seatkeeper can search for # at a time.',
        }),
        'Add these people to the roster first, with Email and AccountID, also those outside your company.',
        ONE_APPLICATION,
      ].join(' '),
    tooManyIds: (count: number): string =>
      [
        counted(count, { other: '# accounts would have to be looked up.' }),
        counted(MOST_IDS, {
          other: 'On a site with this many accounts, Seatkeeper can look up # at a time.',
        }),
        ONE_APPLICATION,
      ].join(' '),
  },
  unclear: (email: string): string =>
    `Jira finds too many people for the email address ${email}. Use the account ID of this person.`,
};
