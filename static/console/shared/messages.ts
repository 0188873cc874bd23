import { counted } from '../../../src/common/rules/plural';

/** What several tabs of the console say alike, and the tabs' own names. */
export const sharedMessages = {
  tabs: {
    applications: 'Applications',
    pools: 'Pools',
    reclaim: 'Reclaim',
    policy: 'Policy',
    reports: 'Reports',
  },
  unknown: '–',
  levels: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
  notice: {
    passed: 'Passed',
    daysLeft: (days: number): string =>
      days === 0 ? 'Today' : days === 1 ? 'Tomorrow' : counted(days, { one: 'In # day', other: 'In # days' }),
  },
  ended: 'Ended',
  seats: (count: number): string => counted(count, { one: '# seat', other: '# seats' }),
  exportNote:
    'Copy this text into a file. Times are in UTC. People are listed by account ID, or by login if they have no account.',
  reason: 'Reason',
} as const;
