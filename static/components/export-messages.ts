export const note = 'Copy this text into a file. Importing it again changes nothing.';
export const text = 'Text to copy';
export const copy =
  'To copy all of it, click into the text, press Ctrl+A (⌘A on a Mac), and then Ctrl+C (⌘C).';
export const makeLink = 'Create download link';
export const link = 'Download file';
export const failed = 'Couldn’t export this';
export const close = 'Close';
export const part = (first: number, last: number, total: number): string => `${first} to ${last} of ${total}`;
export const choosePart = (rows: string): string => `${rows} to export`;
export const partAsCsv = 'Export as CSV';
export const allAsCsv = (rows: string): string => `Export ${rows} as CSV`;
export const title = (name: string, rows: string): string => `${name} as CSV: ${rows}`;
export const partTitle = (name: string, rows: string, part: string): string =>
  `${name} as CSV: ${rows.toLowerCase()} ${part}`;
