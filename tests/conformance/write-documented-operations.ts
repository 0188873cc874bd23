import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedOperations } from '../support/documented-operations';

/** Run by hand when Atlassian's descriptions have changed: `node --import tsx tests/conformance/write-documented-operations.ts`. */
const path = join(__dirname, '../../sandbox/jsm/rest/documented-operations.json');
writeFileSync(path, `${JSON.stringify(documentedOperations(), undefined, 2)}\n`);
