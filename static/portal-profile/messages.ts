export const loading = 'Loading your time away';
export const noDelegate =
  'You have no delegate. Before you go away, add one. Your open approvals move to them and return to you afterwards.';
export const hasDelegate =
  'Open approvals move to your delegate while you’re away and return to you afterwards. Their decisions are recorded as made for you.';
export const plan = 'Plan time away';
export const past = 'Past time away';
export const notEnded = 'Time away not ended';
export const end = 'End now';
export const cancelPlanned = 'Cancel time away';
