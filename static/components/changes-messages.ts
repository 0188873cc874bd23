import { counted } from '../../src/common/rules/plural';

export const title = 'Waiting for a second admin';
export const what = { catalog: 'Catalog import', settings: 'Settings change' };
export const by = 'Proposed by';
export const proposedAt = (moment: string): string => `· ${moment}`;
export const more = (items: number): string => counted(items, { other: 'and # more' });
export const person = (subject: string, role: string): string => `${subject}, ${role}:`;
export const own = 'Another admin needs to approve your change.';
export const withdraw = 'Withdraw change';
export const approve = 'Approve change';
export const decline = 'Decline change';
export const decide = 'Decide about the change';
export const reason = 'Reason, if you decline';
export const failed = 'Nothing was decided';
export const proposed =
  'This change decides who gets access. It takes effect once another admin approves it.';
export const firstSetUp = {
  title: 'First setup',
  text: 'Until the first access request, one admin can set up everything. After that, changes that decide who gets access need a second admin.',
};
