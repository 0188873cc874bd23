/** Largest piece of a document that one call may carry; the platform's own limit is 500 KB a request. */
export const IMPORT_PART_CHARACTERS = 200_000;
export const IMPORT_MAX_PARTS = 50;
