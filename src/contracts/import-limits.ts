/**
 * Largest piece of a document that one call may carry, in UTF-16 units: the platform's own limit is 500 KB a request,
 * and one unit can take three bytes.
 */
export const IMPORT_PART_CHARACTERS = 150_000;
export const IMPORT_MAX_PARTS = 66;
