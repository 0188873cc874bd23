import { BLANKS, INVISIBLE } from './visible-text';

/** Accents of Latin, Greek and Cyrillic letters; a mark of Kana makes another letter. */
const ACCENTS = /[\u0300-\u036F]/g;

/**
 * A text as names are compared: whatever its case, its width, its accents, its white space and what nobody sees of it.
 * Two names that people take for one are the same after this.
 */
export const foldedText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .trim()
    // by way of capitals, so that ß is ss
    .toUpperCase()
    .toLowerCase();
