export const guardMessages = {
  requestTypeHidden:
    'Jira doesn’t show every mapped request type. Open the project mapping and save it again.',
  failed: 'Something went wrong on our side.',
  notSetUp: 'This project isn’t set up for Seatkeeper.',
};
