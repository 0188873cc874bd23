export const heldBy = 'held by';
export const notConfirmed = 'Removal not confirmed';
export const history = 'History';
export const event = (moment: string, text: string): string => `${moment}: ${text}`;
export const confirmation = {
  downgrade: {
    confirm: 'Confirm downgrade',
    first: 'Move them to the lower tier in the application first.',
  },
  remove: { confirm: 'Confirm removal', first: 'Remove the access in the application first.' },
};
