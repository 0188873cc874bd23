import { DAY } from '../../../src/common/rules/time';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { companyWithLongIds, LONGEST_ACCOUNT_ID } from '../../support/companies';
import { delegateTo } from '../../support/delegations';
import { getBoth, importRules, NOT_WITH_MIRO } from '../../support/duties';
import { importPerson } from '../../support/approvals';
import { makeToken } from '../../support/feed';
import { names, storedValues } from '../../support/stored-accounts';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// An account id has up to 128 characters: no column, no key that is made of one and no key of a value is too short for it

let world: World;
beforeEach(async () => {
  world = await World.start({ company: companyWithLongIds(), isAlone: true });
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

/** Texts that begin like one of the ids and are cut off. */
async function truncated(): Promise<string[]> {
  const ids = [...world.site.jsm.accounts.keys()].filter(({ length }) => length === LONGEST_ACCOUNT_ID);
  return (await storedValues(world))
    .filter(({ text }) => text.includes('557058:') && !ids.some((id) => text.includes(id)))
    .map(({ place }) => place);
}

it('ids as long as they can get go through everything that a request, a seat and a closed account go through', async () => {
  const { newHire, owner, administrator } = world.company.roles;
  expect(new Set([newHire, owner, administrator].map(({ length }) => length))).toEqual(
    new Set([LONGEST_ACCOUNT_ID]),
  );
  await importRules(world);
  const { figma } = await getBoth(world);
  await importRules(world, NOT_WITH_MIRO);
  await delegateTo(world, 'owner', ['backupOwner']);
  await makeToken(world);
  const colleagues = world.customers().filter((accountId) => accountId !== newHire);
  await importUsage(
    world,
    [newHire, ...colleagues.slice(0, 8)].map((accountId) => ({ accountId, daysAgo: 1 })),
  );
  await world.console('administrator')('reclaim/exclude', {
    ...{ holderId: owner, applicationKey: 'slack', kind: 'other', reason: 'Kept', endsAt: null },
  });
  expect(await world.panel(figma)).toMatchObject({ state: 'fulfilled' });
  await world.nightly();
  await importPerson(world, newHire, { WorkerStatus: 'Inactive' });
  await world.nightly();
  await world.passDays(0);

  expect(await truncated()).toEqual([]);
  const kept = new Set(
    (await storedValues(world)).filter(({ text }) => names(text, newHire)).map(({ place }) => place),
  );
  for (const place of [
    'seat.holder_id',
    'person.account_id',
    'access_request.beneficiary_id',
    'duty_conflict.holder_id',
    'usage_signal.holder_id',
    'reclaim_case.holder_id',
    'stored_account.account_id',
  ])
    expect(kept).toContain(place);
  const open = await world.rows('SELECT open_key FROM reclaim_case WHERE open_key IS NOT NULL');
  expect(open.map(({ open_key }) => String(open_key).endsWith(`:${newHire}`))).toEqual([true, true, true]);

  // also within keys that are made of more than the id
  for (const accountId of [newHire, owner]) closeAccount(world.site.jsm, accountId);
  await world.advance(6 * DAY);
  await world.nightly();
  const left = (await storedValues(world)).filter(
    ({ place, text }) =>
      !place.startsWith('plain:viewer:') && [newHire, owner].some((accountId) => text.includes(accountId)),
  );
  expect(left.map(({ place }) => place)).toEqual([]);
});
