export const privacyMessages = {
  notTaken: 'Atlassian didn’t take the report of stored accounts. It’s sent again the next night.',
};
