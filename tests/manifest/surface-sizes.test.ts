import { join } from 'node:path';
import { Manifest } from '../../sandbox/forge/manifest';
import { buildPages } from '../../sandbox/server/page-bundles';
import { ROOT } from '../support/root';

/**
 * What a browser loads of each surface, minified, in bytes, with a few percent for sentences to come. About 288,000 of each are
 * Forge's own packages; a surface that grows by more has begun to load what it doesn't show.
 */
const MOST_BYTES: Readonly<Record<string, number>> = {
  'issue-panel': 326_000,
  'portal-create': 309_000,
  'portal-request': 323_000,
  'portal-profile': 307_000,
  'lead-gadget': 313_000,
  'lead-gadget-edit': 309_000,
  console: 680_000,
  'admin-page': 480_000,
  'pool-action-form': 300_000,
  'check-approvals-form': 292_000,
};

it('loads no surface with more than it shows', async () => {
  const manifest = Manifest.read(ROOT);
  const pages = await buildPages(manifest, join(ROOT, 'sandbox'), join(ROOT, '.cache/pages'));
  const sizes = manifest.resources.map(({ key }) => {
    const page = pages.get(`surface-${key}.js`);
    return [key, page ? Buffer.byteLength(page.body) : NaN] as const;
  });
  expect(sizes.map(([key]) => key).sort()).toEqual(Object.keys(MOST_BYTES).sort());
  expect(sizes.filter(([key, bytes]) => !(bytes <= (MOST_BYTES[key] ?? 0)))).toEqual([]);
});
