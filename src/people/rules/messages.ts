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
