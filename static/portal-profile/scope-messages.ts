export const label = 'For which applications?';
export const all = 'All applications';
export const chosen = 'Selected applications';
export const applications = 'Applications';
export const own = (application: string): string => `${application} (yours)`;
