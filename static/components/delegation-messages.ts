export const states = { active: 'Away now', upcoming: 'Planned', over: 'Ended' };
export const dates = (first: string, last: string): string => `${first} – ${last}`;
export const canceled = (dates: string): string => `${dates}, canceled`;
export const ended = (dates: string, moment: string): string => `${dates}, ended ${moment}`;
export const allApplications = 'All applications';
export const days = 'Days';
export const delegates = 'Delegates';
export const applications = 'Applications';
export const then = 'then';
