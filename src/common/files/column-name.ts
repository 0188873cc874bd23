import { foldedText } from '../rules/folded-text';

const MOST_CHARACTERS = 200;
/** What Google writes behind the names of its columns. */
const NOTES = /\[(?:required|read only)\]/g;
const SEPARATORS = /[\s_\-./:]+/g;

/**
 * The name of a column as it is compared: `Work E-mail`, `work_email` and `WorkEmail [Required]` are one. Every other word in it
 * makes it another column, in whatever script: the address of a manager is not the address of a person.
 */
export const foldedColumn = (name: string): string =>
  foldedText(name.slice(0, MOST_CHARACTERS))
    .replace(NOTES, '')
    .replaceAll('#', 'number')
    .replace(SEPARATORS, '');
