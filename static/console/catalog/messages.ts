import { counted } from '../../../src/common/rules/plural';

/** What the Applications tab says. */
export const catalogMessages = {
  all: 'All applications',
  import: { title: 'Import applications and contracts', action: 'Import catalog' },
  export: {
    json: { action: 'Export as JSON', title: 'Applications, contracts, and role mappings as JSON' },
    applications: { action: 'Export applications as CSV', title: 'Applications as CSV, one row per tier' },
    contracts: { action: 'Export contracts as CSV', title: 'Contracts as CSV, one row per tier' },
  },
  list: {
    title: 'Applications',
    loading: 'Loading applications',
    readOnly:
      'You can view and export applications. Only project admins can import applications and contracts.',
    placeholder: 'Name, tier, supplier, or region',
    orders: {
      name: 'Name',
      criticality: 'Most critical first',
      risk: 'Highest risk first',
      notice: 'Earliest notice date first',
      'contract-end': 'Earliest contract end first',
    },
    counted: (found: number, total: number): string =>
      `${counted(found, { other: '#' })} of ${counted(total, { one: '# application', other: '# applications' })}`,
    columns: {
      name: 'Application',
      owner: 'Owner',
      criticality: 'Criticality',
      risk: 'Risk',
      tiers: 'Tiers, seats, and price per seat',
      notice: 'Notice by',
      end: 'Contract ends',
    },
    tier: (name: string, seats: string): string => `${name}: ${seats}`,
    pages: 'Pages of applications',
    empty: {
      title: 'No applications yet',
      forAdmins: 'Import a catalog as a JSON document, or as CSV with one row per tier.',
      forOthers: 'A project admin can import applications.',
    },
    noneFound: { title: 'No matching applications', hint: 'Try a different search.' },
  },
  details: {
    loading: 'Loading application',
    owner: 'Owner',
    backupOwner: 'Backup owner',
    nobody: 'None',
    support: 'Support',
    criticality: 'Criticality',
    risk: 'Risk',
    region: 'Region',
    idleAfter: 'Idle after',
    idleByDefault: 'Default number of days without use',
    idleDays: (days: number): string =>
      counted(days, { one: '# day without use', other: '# days without use' }),
  },
  tiers: {
    title: 'Tiers',
    columns: {
      tier: 'Tier',
      seats: 'Seats purchased',
      price: 'Price per seat',
      end: 'Contract ends',
      lower: 'Lower tier',
    },
    premium: 'Premium',
    addOn: 'Add-on',
    seats: (count: number): string => counted(count, { other: '#' }),
    roles: (roles: readonly string[]): string => `Roles: ${roles.join(', ')}`,
  },
  contracts: {
    title: 'Contracts',
    none: 'No contracts. Seat numbers come from the tiers.',
    columns: {
      contract: 'Contract',
      state: 'Status',
      time: 'Start and end',
      notice: 'Notice by',
      tiers: 'Seats and price',
    },
    states: { 'in-force': 'In force', coming: 'Upcoming', over: 'Ended' },
    noEnd: 'No end date',
    renews: 'Renews unless notice is given',
    seats: (tier: string, seats: string): string => `${tier}: ${seats}`,
    pricedSeats: (tier: string, seats: string, price: string): string => `${tier}: ${seats} at ${price} each`,
  },
  roleMappings: {
    title: 'Access by department and job',
    none: 'Nobody gets this application by department or job.',
    label: 'Role mappings',
    columns: { department: 'Department', job: 'Job', gets: 'Tier and role' },
    any: 'Any',
    tierAs: (tier: string, role: string): string => `${tier} as ${role}`,
  },
} as const;
