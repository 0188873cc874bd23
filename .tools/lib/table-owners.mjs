import capabilities from '../../.config/capabilities.cjs';

/** @typedef {{ path: string, text: string }} File */

const { CAPABILITIES, TABLE_EXCEPTIONS, TABLE_OWNERS } = capabilities;
const LIST = '.config/capabilities.cjs';
const MIGRATIONS = 'src/common/store/migrations.ts';
const CREATED = /CREATE TABLE IF NOT EXISTS (\w+)/g;
const NAMES = '(`?\\w+`?(?:(?:\\s+AS)?\\s+\\w+)?(?:\\s*,\\s*`?\\w+`?(?:(?:\\s+AS)?\\s+\\w+)?)*)';
/** The words before the tables of a statement, and these: several have commas between them, each perhaps another name. */
const WRITTEN = new RegExp(
  `\\b(?:INSERT(?:\\s+IGNORE)?\\s+INTO|REPLACE\\s+INTO|UPDATE(?:\\s+IGNORE)?|DELETE(?:\\s+[\\w\`]+(?:\\s*,\\s*[\\w\`]+)*)?\\s+FROM)\\s+${NAMES}`,
  'gi',
);
const READ = new RegExp(`\\b(?:FROM|JOIN)\\s+${NAMES}`, 'gi');
/** What is deleted from is written, not read. */
const DELETED = /\bDELETE(?:\s+[\w`]+(?:\s*,\s*[\w`]+)*)?\s+FROM\b/gi;

/** @type {ReadonlyMap<string, string>} */
const owners = new Map(Object.entries(TABLE_OWNERS));

const place = (/** @type {string} */ capability) => CAPABILITIES.indexOf(capability);

/** @param {string} text @param {RegExp} pattern */
const named = (text, pattern) =>
  [
    ...new Set(
      [...text.matchAll(pattern)].flatMap(([, tables = '']) =>
        tables.split(',').map((table) => (/\w+/.exec(table)?.[0] ?? '').toLowerCase()),
      ),
    ),
  ].filter((table) => owners.has(table));

/**
 * @param {File} file below src
 * @returns {string[]}
 */
function fileProblems({ path, text }) {
  const capability = path.split('/')[1] ?? '';
  const allowed = TABLE_EXCEPTIONS.filter(({ file }) => file === path);
  const written = named(text, WRITTEN)
    .filter((table) => owners.get(table) !== capability)
    .filter((table) => !allowed.some((one) => one.table === table && one.writes));
  const read = named(text.replaceAll(DELETED, ''), READ)
    .filter((table) => place(owners.get(table) ?? '') > place(capability))
    .filter((table) => !allowed.some((one) => one.table === table));
  return [
    ...written.map((table) => `${path}: writes ${table}, which ${owners.get(table)} alone writes`),
    ...read.map((table) => `${path}: reads ${table}, which a later capability owns: ${owners.get(table)}`),
  ];
}

/**
 * Each SQL table is written by the capability that owns it, and read by that one and later ones.
 * @param {File[]} files every text file of the project
 * @returns {string[]} one line per offence
 */
export function tableProblems(files) {
  const created = new Set(
    [...(files.find(({ path }) => path === MIGRATIONS)?.text ?? '').matchAll(CREATED)].map(
      ([, table = '']) => table,
    ),
  );
  const ownerless = [...created]
    .filter((table) => !owners.has(table))
    .map((table) => `${MIGRATIONS}: ${table} has no owner in ${LIST}`);
  const paths = new Set(files.map(({ path }) => path));
  const outdated = !paths.has(LIST) ? [] : TABLE_EXCEPTIONS.filter(({ file }) => !paths.has(file));
  return [
    ...ownerless,
    ...outdated.map(({ file }) => `${LIST}: ${file} is not there any more`),
    ...files.filter(({ path }) => /^src\/.*\.ts$/.test(path) && path !== MIGRATIONS).flatMap(fileProblems),
  ];
}
