import { adminCall, stageText } from '../../../sandbox/company/set-up-app';
import { ADMINISTRATORS } from '../../../sandbox/jsm/access';
import type { ImportPlan } from '../../../src/imports/contract/import-plan';
import { MIRO_STANDARD, raise } from '../../support/requests';
import { storedValues } from '../../support/stored-accounts';
import { World } from '../../support/world';

// People find each other by their email address, so who gets another one is shown before it is imported, and counts once a
// second admin has imported the same one

const ANOTHER = 'sam.new@acme.example';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

type Role = keyof typeof world.company.roles;
const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const hide = (role: Role): void => {
  world.site.jsm.account(idOf(role)).hidesEmail = true;
};

type RosterPlan = Extract<ImportPlan, { readonly kind: 'roster' }>;

async function plan(role: Role, cells: string): Promise<RosterPlan & { readonly importId: string }> {
  const account = world.site.jsm.account(idOf(role));
  account.groups = new Set([...account.groups, ADMINISTRATORS]);
  const call = adminCall(world.sandbox, world.site, idOf(role));
  const importId = await stageText(
    call,
    `WorkerID,WorkerStatus,Email\n${workerOf('newHire')},Active,${cells}`,
  );
  return {
    ...((await call('import/plan-roster', { importId, emailPattern: null })) as RosterPlan),
    importId,
  };
}

async function importAs(role: Role, cells: string): Promise<void> {
  const { importId } = await plan(role, cells);
  await adminCall(world.sandbox, world.site, idOf(role))('import/apply', { importId });
}

const word = async (): Promise<unknown> =>
  (
    await world.rows(
      'SELECT account_id, account_join, account_set_by FROM person WHERE worker_id = ?',
      workerOf('newHire'),
    )
  )[0];

const found = (email: string): Promise<unknown> =>
  world
    .as('manager')
    .invoke(
      'portal-profile',
      'profile/find-person',
      { type: 'jiraServiceManagement:portalProfilePanel', portal: { id: 1 } },
      { email },
    );

describe('the dry run of a roster with another address of somebody', () => {
  it('shows the new one, and the old one where the account shows it', async () => {
    await raise(world, MIRO_STANDARD);
    const shown = await plan('administrator', ANOTHER);
    expect(shown.diff).toMatchObject({ changed: 1, unchanged: 0, needsRepeat: true });
    expect(shown.diff.changes).toMatchObject([
      {
        person: { accountId: idOf('newHire') },
        decides: true,
        details: expect.arrayContaining([`Email address: ${emailOf('newHire')} → ${ANOTHER}`]) as string[],
      },
    ]);
    hide('newHire');
    const hidden = await plan('administrator', ANOTHER);
    expect(hidden.diff.changes[0]?.details).toContain(`Email address: another one → ${ANOTHER}`);
    const none = await plan('administrator', '');
    expect(none.diff.changes[0]?.details).toContain('Email address: another one → none');
  });

  it('stores none of both, and says nothing where the address is the same', async () => {
    hide('newHire');
    const { diff } = await plan('administrator', emailOf('newHire'));
    expect(diff.changes.flatMap(({ details }) => details).join()).not.toContain('Email address');
    await importAs('administrator', ANOTHER);
    const kept = (await storedValues(world)).filter(
      ({ place, text }) => text.includes(ANOTHER) && !place.startsWith('import_part.'),
    );
    expect(kept).toEqual([]);
  });
});

describe('an address that an import changes', () => {
  beforeEach(async () => {
    await raise(world, MIRO_STANDARD);
    hide('newHire');
  });

  it('finds nobody until a second admin has imported the same one, which need not name the account', async () => {
    await importAs('administrator', ANOTHER);
    expect(await word()).toMatchObject({ account_set_by: idOf('administrator') });
    expect(await found(ANOTHER)).toEqual({ personId: null });
    await importAs('administrator', ANOTHER);
    expect(await found(ANOTHER)).toEqual({ personId: null });
    await importAs('lead', ANOTHER);
    expect(await word()).toMatchObject({ account_id: idOf('newHire'), account_set_by: null });
    expect(await found(ANOTHER)).toEqual({ personId: idOf('newHire') });
  });

  it('confirms no account that was one admin’s word under another address', async () => {
    await world.execute(
      'UPDATE person SET account_set_by = ? WHERE worker_id = ?',
      idOf('administrator'),
      workerOf('newHire'),
    );
    await importAs('administrator', ANOTHER);
    await importAs('lead', ANOTHER);
    expect(await word()).toMatchObject({ account_set_by: idOf('administrator') });
    expect(await found(ANOTHER)).toEqual({ personId: null });
  });
});
