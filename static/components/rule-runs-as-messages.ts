export const runsAs = (who: string): string =>
  `The rule runs this action as the person of its connection. That person must be ${who}.`;
export const consent =
  'They must also have allowed Seatkeeper in their Atlassian account, under Connected apps. Otherwise the action may fail.';
export const administrator = 'a project admin';
export const administratorOrOwner =
  'a project admin; to look up a pool or its idle seats, an application owner is enough';
