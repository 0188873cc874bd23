import { foldedText } from '../../../src/common/rules/folded-text';
import type { RawRequest } from '../../../src/jira/rules/raw-request';
import { sha256 } from '../../../src/common/rules/digest';
import fc from 'fast-check';
import type { Catalog } from '../../../src/catalog/rules/catalog';
import type { Person } from '../../../src/people/rules/person';
import type { RequestDetails } from '../../../src/requests/rules/access-request';
import { readIntake } from '../../../src/requests/rules/intake';
import { fulfillmentRecordId, requestDigest } from '../../../src/requests/rules/request-digest';

const catalog: Catalog = [
  {
    key: 'figma',
    name: 'Figma',
    description: '',
    risk: null,
    criticality: null,
    region: null,
    supportPath: null,
    idleDays: null,
    ownerId: 'o',
    backupOwnerId: null,
    tiers: [
      {
        key: 'premium',
        name: 'Premium',
        summary: '',
        premium: true,
        addOn: false,
        lowerTierKey: null,
        roles: [],
        seats: 5,
        priceLines: [],
        contractEnd: null,
      },
    ],
  },
];
const withRoles = (roles: readonly string[]): Catalog =>
  catalog.map((application) => ({
    ...application,
    tiers: application.tiers.map((tier) => ({ ...tier, roles })),
  }));
const person = (changes: Partial<Person> = {}): Person => ({
  workerId: '1',
  accountId: 'sam',
  managerWorkerId: null,
  status: 'active',
  onLeave: false,
  workerType: 'Employee',
  department: 'Design',
  location: '',
  job: '',
  trainings: [],
  ...changes,
});
const raw = (changes: Partial<RawRequest> = {}): RawRequest => ({
  application: 'Figma',
  tier: 'Premium',
  role: null,
  beneficiaryId: null,
  duration: null,
  justification: 'x',
  ...changes,
});
const intake = (changes: Partial<RawRequest> = {}, who: Person | null = person(), held: string[] = []) =>
  readIntake(raw(changes), 'sam', catalog, who, held);

describe('taking a request in', () => {
  it.each([['Figma'], ['figma'], [' FIGMA ']])('finds an application by key or name: %s', (application) => {
    expect(intake({ application })).toMatchObject({
      ok: true,
      details: { applicationKey: 'figma', tierKey: 'premium', beneficiaryId: 'sam' },
    });
  });

  it.each<[number | string | null, number | null]>([
    [null, null],
    ['', null],
    [30, 30],
    ['30', 30],
    [' 30 ', 30],
    [1, 1],
    [3650, 3650],
  ])('reads the duration %p as %p days', (duration, durationDays) => {
    expect(intake({ duration })).toMatchObject({ ok: true, details: { durationDays } });
  });

  it.each([0, -1, 0.5, 3651, NaN, Infinity, '-30', '30 days', '1e3', '0x10', '３０'])(
    'refuses the duration %p',
    (duration) => {
      expect(intake({ duration })).toMatchObject({ ok: false, problems: [{ code: 'duration-invalid' }] });
    },
  );

  it('refuses a reason that is only white space', () => {
    expect(intake({ justification: ' \n\t ' })).toMatchObject({
      ok: false,
      problems: [{ code: 'justification-missing' }],
    });
  });

  it('refuses people who are unknown, inactive, or have a seat already', () => {
    expect(intake({}, null)).toMatchObject({ problems: [{ code: 'beneficiary-unknown', subject: 'sam' }] });
    expect(intake({}, person({ status: 'inactive' }))).toMatchObject({
      problems: [{ code: 'beneficiary-inactive' }],
    });
    expect(intake({}, person(), ['figma/premium'])).toMatchObject({ problems: [{ code: 'already-held' }] });
    expect(intake({}, person(), ['figma/standard'])).toMatchObject({ ok: true });
  });

  describe('in a tier with roles', () => {
    const roleIn = (roles: readonly string[], role: string | null) =>
      readIntake(raw({ role }), 'sam', withRoles(roles), person(), []);
    it('takes the role as the tier writes it, whatever the case', () => {
      expect(roleIn(['Viewer', 'Editor'], ' editor ')).toMatchObject({
        ok: true,
        details: { role: 'Editor' },
      });
    });
    it('asks for the role where there are several, and names them', () => {
      const choices = ['Viewer', 'Editor'];
      const problem = { code: 'role-missing', subject: 'Premium', choices };
      expect(roleIn(choices, null)).toMatchObject({ ok: false, problems: [problem] });
    });
    it('refuses a role that the tier does not have', () => {
      const problem = { code: 'role-unknown', subject: 'Admin', choices: ['Viewer'] };
      expect(roleIn(['Viewer'], 'Admin')).toMatchObject({ ok: false, problems: [problem] });
    });
    it('asks nothing where there is no choice', () => {
      expect(roleIn(['Viewer'], null)).toMatchObject({ ok: true, details: { role: 'Viewer' } });
      expect(roleIn([], 'Viewer')).toMatchObject({ ok: true, details: { role: null } });
    });
  });

  it('never accepts a request that is not complete, whatever it says', () => {
    const anyText = fc.option(fc.oneof(fc.string(), fc.constantFrom('figma', 'premium', 'Figma', '')));
    // what is right in all but one answer says more than what is wrong in each
    const mostly = <T>(right: fc.Arbitrary<T>, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
      fc.oneof({ weight: 6, arbitrary: right }, any);
    const anyRaw = fc.record({
      application: mostly(fc.constantFrom('figma', 'Figma', ' FIGMA '), anyText),
      tier: mostly(fc.constantFrom('premium', 'Premium'), anyText),
      role: mostly(fc.constant(null), anyText),
      beneficiaryId: mostly(fc.constant(null), fc.option(fc.string())),
      duration: mostly<number | string | null>(
        fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 3_660 })),
        fc.oneof(fc.double(), fc.string()),
      ),
      justification: mostly(fc.string({ minLength: 1 }), anyText),
    });
    fc.assert(
      fc.property(anyRaw, (given) => {
        const result = readIntake(given, 'sam', catalog, person(), []);
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          return;
        }
        const { durationDays, justification } = result.details;
        expect(justification.trim()).not.toBe('');
        if (durationDays !== null)
          expect(Number.isInteger(durationDays) && durationDays >= 1 && durationDays <= 3650).toBe(true);
      }),
    );
  });
});

const anyDetails: fc.Arbitrary<RequestDetails> = fc.record({
  applicationKey: fc.string(),
  tierKey: fc.string(),
  role: fc.option(fc.string()),
  beneficiaryId: fc.string(),
  durationDays: fc.option(fc.integer({ min: 1, max: 3650 })),
  justification: fc.string(),
});
const FIELDS: (keyof RequestDetails)[] = [
  'applicationKey',
  'tierKey',
  'role',
  'beneficiaryId',
  'durationDays',
  'justification',
];

describe('the digest of a request', () => {
  it('is for a tier without roles what it was before there were roles', () => {
    const details = { applicationKey: 'figma', tierKey: 'premium', beneficiaryId: 'sam', durationDays: 30 };
    expect(requestDigest({ ...details, role: null, justification: 'x' })).toBe(
      sha256(JSON.stringify(Object.values(details))),
    );
  });

  it('changes exactly when a bound field does', () => {
    fc.assert(
      fc.property(anyDetails, anyDetails, fc.subarray(FIELDS), (a, other, changed) => {
        const b = { ...a, ...Object.fromEntries(changed.map((field) => [field, other[field]])) };
        const bound = ({ justification: _, role, ...rest }: RequestDetails): string =>
          JSON.stringify([role === null ? null : foldedText(role), ...Object.values(rest)]);
        expect(requestDigest(a) === requestDigest(b)).toBe(bound(a) === bound(b));
      }),
    );
    fc.assert(
      fc.property(anyDetails, fc.string(), (details, justification) => {
        expect(requestDigest({ ...details, justification })).toBe(requestDigest(details));
      }),
    );
  });

  it('is the same when the catalog writes the role in another case', () => {
    const details = { applicationKey: 'figma', tierKey: 'premium', beneficiaryId: 'sam', durationDays: 30 };
    const digestAs = (role: string): string => requestDigest({ ...details, role, justification: 'x' });
    expect(digestAs('EDITOR')).toBe(digestAs('Editor'));
    expect(digestAs('Viewer')).not.toBe(digestAs('Editor'));
  });

  it('keeps fields apart that would look the same when joined', () => {
    const details = {
      applicationKey: 'a',
      tierKey: 'bc',
      role: null,
      beneficiaryId: 'd',
      durationDays: null,
      justification: '',
    };
    expect(requestDigest(details)).not.toBe(
      requestDigest({ ...details, applicationKey: 'ab', tierKey: 'c' }),
    );
  });

  it('gives each fulfillment a record id of its own, the same every time', () => {
    expect(fulfillmentRecordId('1', 1, 'd')).toBe(fulfillmentRecordId('1', 1, 'd'));
    expect(
      new Set([
        fulfillmentRecordId('1', 1, 'd'),
        fulfillmentRecordId('1', 2, 'd'),
        fulfillmentRecordId('2', 1, 'd'),
      ]).size,
    ).toBe(3);
  });
});
