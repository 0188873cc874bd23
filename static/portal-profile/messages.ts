/** What the portal's profile panel says about time away. */
export const portalProfileMessages = {
  loading: 'Loading your time away',
  noDelegate:
    'You have no delegate. Before you go away, add one. Your open approvals move to them and return to you afterwards.',
  hasDelegate:
    'Open approvals move to your delegate while you’re away and return to you afterwards. Their decisions are recorded as made for you.',
  plan: 'Plan time away',
  past: 'Past time away',
  notEnded: 'Time away not ended',
  end: 'End now',
  cancelPlanned: 'Cancel time away',
  form: {
    title: 'Time away',
    notSaved: 'Time away not saved',
    firstDay: 'First day',
    lastDay: 'Last day',
    actions: 'Save time away',
    save: 'Save',
    cancel: 'Cancel',
    problems: {
      noFirstDay: 'Choose your first day away.',
      noLastDay: 'Choose your last day away.',
      lastBeforeFirst: 'Choose a last day that isn’t before the first day.',
      noDelegate: 'Add at least one delegate.',
      noApplication: 'Choose at least one application.',
    },
  },
  scope: {
    label: 'For which applications?',
    all: 'All applications',
    chosen: 'Selected applications',
    applications: 'Applications',
    own: (application: string): string => `${application} (yours)`,
  },
  delegates: {
    label: 'Who decides for you?',
    first: 'First',
    then: 'Then',
    remove: 'Remove',
    add: 'Add delegate',
    emailPlaceholder: 'name@company.com',
    help: 'Enter their Jira email address. A delegate is skipped for requests they made or benefit from.',
    notFound: 'No active person has this email address.',
    alreadyAdded: 'This person is already a delegate.',
  },
};
