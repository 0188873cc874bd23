export const loading = 'Loading the Assets settings';
export const applications = 'Applications (AQL)';
export const tiers = 'Tiers (AQL)';
export const tiersHelp = 'Each tier object must refer to its application.';
export const contracts = 'Contracts (AQL)';
export const contractsPlaceholder = 'objectType = "Contract line"';
export const contractsHelp =
  'One object per tier of a contract. Leave empty to keep contracts unchanged. Otherwise, the contracts of the applications found are replaced as a whole.';
export const names = 'Other attribute names';
export const namesPlaceholder = 'Seats = Purchased seats';
export const namesHelp = (usual: string): string =>
  `If your attributes have other names, list them one per line. Usual names: ${usual}.`;
export const done = 'The catalog was imported from Assets.';
