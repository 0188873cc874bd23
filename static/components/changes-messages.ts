import { counted } from '../../src/common/rules/plural';

export const title = 'Waiting for a second admin';
export const what = { catalog: 'Catalog import', settings: 'Settings change' };
export const by = 'Proposed by';
export const at = (moment: string): string => `· ${moment}`;
export const more = (items: number): string => counted(items, { other: 'and # more' });
export const person = (subject: string, role: string): string => `${subject}, ${role}:`;
export const own = 'Another admin needs to approve your change.';
export const where =
  'Jira admins approve it in Jira settings → Apps → Seatkeeper. Project admins approve it on the project’s Seatkeeper page, under Applications.';
export const link = (project: string): string => `Link to the Seatkeeper page of ${project}`;
export const withdraw = 'Withdraw change';
export const approve = 'Approve change';
export const decline = 'Decline change';
export const decide = 'Decide about the change';
export const reason = 'Reason, if you decline';
export const reasonMissing = 'Enter a reason to decline this change.';
export const failed = 'Nothing was decided';
export const sent = 'Sent for approval';
export const proposed =
  'This change decides who gets access. It takes effect once another admin approves it. It’s listed at the top of this page.';
export const decided = {
  approved: 'The change was approved and applied.',
  declined: 'The change was declined. Nothing was changed.',
  withdrawn: 'The change was withdrawn. Nothing was changed.',
};
export const outcome = {
  applied: {
    catalog: 'Your catalog import was approved and applied.',
    settings: 'Your settings change was approved and applied.',
  },
  declined: { catalog: 'Your catalog import was declined.', settings: 'Your settings change was declined.' },
  overtaken: {
    catalog:
      'Your catalog import wasn’t applied, because the catalog was changed in the meantime. Import it again.',
    settings:
      'Your settings change wasn’t applied, because these settings were changed in the meantime. Make it again.',
  },
};
export const decidedBy = 'Decided by';
export const decidedFor = (note: string): string => `Reason: ${note}`;
export const notLoaded = 'Couldn’t load the changes that wait for a second admin';
export const waiting = (changes: number): string =>
  counted(changes, {
    one: '# change waits for a second admin.',
    other: '# changes wait for a second admin.',
  });
export const review = (changes: number): string =>
  counted(changes, { one: 'Review change', other: 'Review changes' });
export const firstSetUp = {
  title: 'First setup',
  text: 'Until the first access request, one admin can set up everything. After that, changes that decide who gets access need a second admin.',
};
