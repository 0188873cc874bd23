export const flowMessages = {
  accessRequest: 'Access request',
  reviewFirst: 'Review the dry run first, then apply it.',
  ticketNotFound: 'This ticket doesn’t exist, or you don’t have access to it.',
  projects: {
    gone: 'This service project doesn’t exist anymore.',
    notSetUp: 'This project isn’t set up for Seatkeeper. Set it up first.',
    sameRequestType: 'Choose different request types for access requests and for reclaim requests.',
    fieldTwice: (id: string): string => `You mapped the same field twice (${id}).`,
    onePerson: (field: string): string =>
      `“${field}” can hold several people or none, but each request is for one person. Choose a field for a single user.`,
    statusTwice: (id: string): string => `You mapped the same status twice (${id}).`,
  },
};
