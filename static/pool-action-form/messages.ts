export const loading = 'Loading the license pools';
export const pool = 'License pool';
export const placeholder = 'Choose a license pool';
export const noPools = {
  title: 'No license pools yet',
  text: 'Import a catalog of applications first. A Jira admin can do this on the Seatkeeper admin page.',
};
export const gone =
  'The license pool that this rule uses isn’t in the catalog anymore. Choose another one, or the action fails.';
export const smartValue = 'A smart value fills in the license pool. Choose a pool to replace it.';
export const required = 'Choose a license pool.';
export const notKept = 'Automation didn’t take your choice. Try again.';
