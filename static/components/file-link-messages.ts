export const until = (moment: string): string => `Available until ${moment} to anyone who has the link.`;
