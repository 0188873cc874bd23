export const titles = {
  missing: 'This workflow has no Seatkeeper guard',
  'switched-off': 'The Seatkeeper guard is off in this workflow',
};
export const risk =
  'Jira doesn’t stop tickets from being fulfilled without approval. Seatkeeper notices afterwards and reopens the ticket.';
export const askAdmin = 'Ask a Jira admin to fix this on the Seatkeeper admin page.';
export const fix = {
  before: 'Fix this on the Seatkeeper admin page, or ',
  link: 'open the workflow',
  after: '.',
};
