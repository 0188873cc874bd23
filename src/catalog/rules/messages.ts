import { counted } from '../../common/rules/plural';

const seats = (count: number): string => counted(count, { one: '# seat', other: '# seats' });
const inUse = (count: number): string =>
  counted(count, { one: '# seat is in use, held or blocked', other: '# seats are in use, held or blocked' });

export const catalogMessages = {
  notFound: 'This application isn’t in the catalog anymore. Choose another one.',
  roleMappingsUnreadable: 'The saved role mappings can’t be read. Import them again.',
  document: {
    key: 'Use lowercase letters, digits and hyphens, at most 40 characters.',
    person: 'Enter an email address, like sam@acme.com, or an account ID.',
    amount: 'Enter an amount, like “45.00”.',
    currency: 'Enter an ISO 4217 currency code, like EUR.',
    semicolon: 'Role names can’t contain a semicolon.',
    usedTwice: (word: string): string => `“${word}” is used twice.`,
    sameName: (name: string, key: string, other: string, otherKey: string): string =>
      `“${name}” (${key}) and “${other}” (${otherKey}) share a name or key, so a request for one could get the other. Rename one of them.`,
    noLowerTier: (tier: string): string => `This application has no tier “${tier}”.`,
    lowerThanItself: 'A tier can’t be its own lower tier.',
    lowerInCircle: (tier: string, via: string): string =>
      `“${tier}” leads back to itself through its lower tier “${via}”.`,
    endsBeforeStart: 'A contract can’t end before it starts.',
    noticeAfterEnd: 'The notice date can’t be after the contract’s last day.',
  },
  problem: {
    tierMissing: 'This tier is in the catalog but missing from the document.',
    contract: (key: string): string => `Contract ${key}`,
    contractOfOther: (owner: string, key: string): string =>
      `This key belongs to a contract for “${owner}”. Use another key for “${key}”.`,
    noApplication: (key: string): string => `The catalog has no application “${key}”.`,
    noTier: (application: string, tier: string): string => `${application} has no tier “${tier}”.`,
    tooManyContracts: (contracts: number, most: number): string =>
      `The application has ${contracts} contracts. The limit is ${most}.`,
    tooManySeats: (most: number): string =>
      counted(most, { other: 'The contracts add up to more than # seats, the limit.' }),
    noSeats: 'Enter the number of seats, or import a contract for the application.',
    seatsTwice: (application: string, fields: readonly string[]): string =>
      `${application} has contracts, which already set this. Remove ${fields.join(', ')} from the tier.`,
    roleMapping: (key: string): string => `Role mapping ${key}`,
    roleMissing: (what: string, roles: readonly string[]): string =>
      `${what} needs one of these roles: ${roles.join(', ')}.`,
    noRole: (what: string, role: string): string => `${what} has no role “${role}”.`,
  },
  change: {
    seats,
    surplus: (used: number, bought: number): string => `${inUse(used)}, ${used - bought} more than purchased`,
    set: (role: string): string => `${role} set`,
    removed: (role: string): string => `${role} removed`,
    replaced: (role: string): string => `${role} replaced`,
    contract: (application: string, key: string): string => `${application}, contract ${key}`,
    fields: {
      name: 'name',
      description: 'description',
      risk: 'risk',
      criticality: 'criticality',
      region: 'region',
      supportPath: 'support path',
      idleDays: 'idle days',
      owner: 'owner',
      backupOwner: 'backup owner',
      summary: 'summary',
      premium: 'premium',
      addOn: 'add-on',
      lowerTier: 'lower tier',
      seats: 'seats',
      contractEnd: 'contract end',
      price: 'price',
      roles: 'roles',
      supplier: 'supplier',
      from: 'from',
      to: 'to',
      noticeBy: 'notice by',
      renews: 'renews',
      department: 'department',
      job: 'job',
      gets: 'gets',
    },
    field: (label: string, value: string): string => `${label}: ${value}`,
    fromTo: (before: string, after: string): string => `${before} → ${after}`,
    noEnd: 'no end date',
    renews: 'automatically',
    doesNotRenew: 'not automatically',
    bought: (count: number, price: string | null): string =>
      price === null ? seats(count) : `${seats(count)} at ${price}`,
    asRole: (what: string, role: string): string => `${what} as ${role}`,
    none: 'none',
    any: 'any',
    yes: 'yes',
    no: 'no',
  },
};
