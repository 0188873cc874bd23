export const empty = (name: string): string => `${name} has no rows.`;
export const unreadable = (name: string): string =>
  `${name} can’t be read. Choose a CSV file in UTF-8, or one compressed with gzip.`;
