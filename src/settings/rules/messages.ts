export const settingsMessages = {
  unreadable: 'The saved settings can’t be read. Ask a Jira admin to save them again on the admin page.',
  chooseField: 'Choose a field from the list.',
  chooseFromList: 'Choose a value from the list.',
};
