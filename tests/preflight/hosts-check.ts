import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EgressFilteringService } from '@forge/egress';
import { Manifest } from '../../sandbox/forge/manifest';
import { fetchCalls } from '../support/source-calls';
import { counted, type Check } from './check';

const isAllowed = (addresses: readonly string[], url: string): boolean =>
  new EgressFilteringService([...addresses]).isValidUrl(url);

/** Every host that is fetched from is declared, and every declared one is fetched from. */
export const hostsCheck: Check = {
  name: 'hosts',
  run: (root) => {
    const { egress } = Manifest.read(root);
    const problems: string[] = [];
    const fetched: string[] = [];
    for (const { file, line, address, text } of fetchCalls('src', root)) {
      if (address !== undefined) fetched.push(address);
      if (address !== undefined && !isAllowed(egress, address))
        problems.push(`${file}:${line}: manifest.yml does not declare ${address}`);
      // the pre-signed addresses of the object store need no permission
      const isStore = readFileSync(join(root, file), 'utf8').includes("from '@forge/object-store'");
      if (address === undefined && !isStore)
        problems.push(`${file}:${line}: the address of ${text.slice(0, 60)} is not written out`);
    }
    for (const declared of egress)
      if (!fetched.some((address) => isAllowed([declared], address)))
        problems.push(`manifest.yml: nothing fetches from ${declared}`);
    return Promise.resolve({ problems, note: counted(egress.length, 'host') });
  },
};
