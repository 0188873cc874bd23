export const source = 'Import source';
export const fromDocument = 'From a document or a table';
export const fromAssets = 'From Assets';
export const document = {
  label: 'Catalog (JSON or CSV)',
  help: 'Paste a document with applications, contracts, role mappings, and policy, or an exported table of applications or contracts. Applications that it doesn’t name stay unchanged. Role mappings, and the contracts of each application it names, are replaced as a whole.',
  done: 'The catalog was imported.',
};
