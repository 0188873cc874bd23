import { allOf, anyOf } from '../../common/rules/listed';
import { counted } from '../../common/rules/plural';
import type { Cost } from '../../common/rules/seat-costs';

const noColumns = (columns: number): string =>
  counted(columns, { one: 'The file has no column', other: 'The file has no columns' });

const lacking = (columns: readonly string[]): string => `${noColumns(columns.length)} ${allOf(columns)}`;

export const importMessages = {
  noRows: 'The file has no rows below the column names.',
  catalog: {
    /** @param who null when it is not known */
    otherPlan: 'The plan isn’t the one that was proposed. Withdraw this change and import the file again.',
    overtaken: (who: string | null, what: string): string =>
      [
        who === null
          ? 'The catalog has changed since this dry run.'
          : `${who} has changed the catalog since this dry run.`,
        ...(what === '' ? [] : [`${what}.`]),
        'Choose the file again and review the new plan.',
      ].join(' '),
    isApplying: 'Another import is being applied. Wait a few minutes, then review the plan again.',
    tooLong: 'The catalog is too long to show at once. Create a download link instead.',
    roleMappings: 'Role mappings',
    tooManyMappings: 'The role mappings are too long to save. Use fewer mappings or shorter names.',
    noAddress: (email: string): string =>
      `No active account shows the email address ${email}. If the address is hidden, use the account ID.`,
    noAccountId: (id: string): string => `No active account has the ID ${id}.`,
    owner: (application: string): string => `${application}, owner`,
    backupOwner: (application: string): string => `${application}, backup owner`,
    ownersSame:
      'The owner and the backup owner are the same person. Name two people, so that one of them can always decide.',
    ownerLeft: 'This person is no longer active in the people roster. Name somebody else.',
    ownerClosed: 'This account is closed. Name somebody else.',
    rule: (id: string): string => `Policy rule “${id}”`,
    notJson: (reason: string): string => `This isn’t a JSON file: ${reason}`,
  },
  policy: {
    isCatalog:
      'This document contains a catalog. Import it on the Applications tab, or remove its applications, contracts and role mappings.',
    noPolicy: 'This document contains no policy.',
  },
  table: {
    line: (line: number, column?: string): string =>
      column === undefined ? `Line ${line}` : `Line ${line}, ${column}`,
    emptyCell: 'The cell is empty.',
    noColumn: (name: string): string => `The column “${name}” is missing, or has no rows below it.`,
    unknownColumn: (name: string): string => `The column “${name}” isn’t known. Remove or rename it.`,
    differs: (own: string, before: string, where: string): string =>
      `“${own}” here, but “${before}” at ${where}.`,
    unreadable: (cell: string): string => `“${cell}” can’t be read.`,
    notNumber: (cell: string): string => `“${cell}” isn’t a whole number.`,
    notFlag: (cell: string): string => `“${cell}” must be yes or no.`,
  },
  assets: {
    unavailable:
      'You can’t read Assets on this site. Assets needs the Premium plan of Jira Service Management and your access to the schema.',
    nothingFound: (query: string): string => `Assets shows you no objects for this query: ${query}`,
    noAttribute: (attribute: string, name: string): string =>
      `${attribute}: No object has an attribute “${name}”.`,
    unknownAttributes: (names: readonly string[]): string =>
      `The catalog has no attribute ${names.map((name) => `“${name}”`).join(', ')}.`,
    emptyAttribute: 'The attribute is empty.',
    notAnApplication: (key: string): string => `“${key}” isn’t one of the applications found.`,
    noTierRefers: 'No tier that was found refers to this application.',
    keyTaken: (key: string, other: string): string => `“${key}” is already the key of ${other}.`,
  },
  roster: {
    emptyWorker: 'WorkerID is empty.',
    notComplete:
      'Without a WorkerID nobody knows who this row is about, so the file can’t count as complete. Add it, or import the file as one that isn’t complete.',
    unknownStatus: (status: string): string =>
      `WorkerStatus “${status}” must be Active, Inactive, or Terminated.`,
    sameMeaning: (columns: readonly string[]): string =>
      `The columns ${allOf(columns.map((column) => `“${column}”`))} mean the same. Remove all but one.`,
    contradicts: (day: string): string => `The status is active, but the leaving date ${day} is in the past.`,
    leavesLater: (day: string): string =>
      `The status says this person has left, but the leaving date ${day} is still to come.`,
    notLeavingDate: (day: string): string =>
      `The leaving date “${day}” can’t be read. Enter one like 2026-11-30.`,
    twoAddresses: (columns: readonly string[]): string =>
      `${allOf(columns)} have different addresses. Remove all of these columns but one.`,
    otherRowUnread: (workerId: string): string =>
      `Another row of employee ${workerId} can’t be read, so nobody knows which of them counts.`,
    rowsContradict: (workerId: string): string =>
      `Employee ${workerId} is active in one row and no longer active in another. Keep the row that counts.`,
    unknownLeave: (value: string): string => `OnLeave “${value}” must be yes or no.`,
    notAddress: (email: string): string => `Email “${email}” isn’t an email address.`,
    patternGivesNone: (email: string): string =>
      `The email pattern gives “${email}” for this row, which isn’t an email address.`,
    badPattern: (pattern: string): string =>
      `The email pattern “${pattern}” doesn’t make email addresses. Enter one like {UserID}@your-company.com.`,
    facts: {
      status: 'Status',
      accountId: 'Atlassian account',
      address: 'Email address',
      managerWorkerId: 'Manager',
      onLeave: 'On leave',
      department: 'Department',
      location: 'Location',
      workerType: 'Worker type',
      trainings: 'Trainings',
      job: 'Job title',
    },
    fact: (label: string, value: string): string => `${label}: ${value}`,
    statuses: { active: 'Active', inactive: 'No longer active', missing: 'Missing from the roster' },
    yes: 'yes',
    no: 'no',
    none: 'none',
    addressNotKept: 'another one',
    noColumns: (columns: readonly string[]): string =>
      `${lacking(columns)}. The first row must contain the column names.`,
    noPatternColumns: (columns: readonly string[]): string =>
      `${lacking(columns)}, which the email pattern names.`,
    sharedAccount: (name: string | null, workerIds: readonly string[]): string =>
      [
        name === null ? 'One Atlassian account belongs to' : `The account of ${name} belongs to`,
        counted(workerIds.length, { other: workerIds.length === 2 ? 'two people:' : '# people:' }),
        `${allOf(workerIds)}.`,
        'Correct the email address, or add whoever has left to the file as Terminated.',
      ].join(' '),
    unknownAccount: (id: string): string =>
      `This site has no account with the ID “${id}”. What is known of this person’s account stays as it is.`,
    managerNotFound: (id: string): string =>
      `Manager not found: “${id}” is neither in this file nor in the roster. This person gets no manager.`,
    managerCycle: (people: readonly string[]): string =>
      `${allOf(people)} are ${people.length === 2 ? 'each other’s managers' : 'one another’s managers in a circle'}. Check who reports to whom.`,
    unlinksTooMany: (people: number): string =>
      `${counted(people, {
        one: '# person would lose their Atlassian account',
        other: '# people would lose their Atlassian accounts',
      })} because their accounts show another email address than this import gives them. Check the email column or the email pattern.`,
  },
  links: {
    unusable:
      'Nobody can use this account: it’s deactivated, closed, or belongs to an app. Choose another one.',
    taken: (workerIds: readonly string[]): string =>
      `This account is already linked to employee ${allOf(workerIds)}. Choose another one.`,
    hasOther:
      'Another account was linked to this person meanwhile, or the roster doesn’t have them anymore. Reload the page.',
    notAtWork:
      'The roster doesn’t list this person as active, so their account stays linked: it shows which access to take back.',
  },
  usage: {
    login: 'email address or login',
    application: 'application',
    tier: 'tier or license',
    lastActive: 'last activity',
    noColumns: (columns: readonly string[]): string =>
      `${noColumns(columns.length)} for ${allOf(columns)}. The first row must contain the column names.`,
    empty: (column: string): string => `${column} is empty.`,
    tooLong: (column: string, most: number): string => `${column} is longer than ${most} characters.`,
    notDate: (column: string, text: string): string => `${column} “${text}” isn’t a date.`,
    inFuture: (column: string, text: string): string =>
      `${column} “${text}” is in the future. Check the order of day and month.`,
    concealed: (start: string): string =>
      `The name “${start}…” looks concealed, so nobody knows whose seat it is. Turn off concealed names where the list comes from.`,
    deletedUser: 'This user is deleted at the source, so the row takes no seat.',
    noApplication: (name: string): string => `The catalog has no application “${name}”.`,
    noTier: (application: string, name: string): string => `${application} has no tier “${name}”.`,
    sourceMissing: 'Enter the name of the source.',
    sourceName: 'Use only letters, digits, spaces, dots, hyphens and underscores in the source name.',
  },
  owner: {
    title: (application: string, source: string, day: string): string =>
      `${application} licenses, from ${source} as of ${day} (UTC):`,
    tier: (tier: string, used: number, bought: number): string =>
      `- ${tier}: ${used} of ${bought} seats in use`,
    over: (more: number): string => counted(more, { other: ', # more than purchased' }),
    inactive: (seats: number, days: number): string =>
      `; ${seats} not used for ${counted(days, { one: '# day', other: '# days' })}`,
    unknown: (seats: number): string => counted(seats, { other: '; no usage data for #' }),
    cost: ({ least, most, currency, per }: Cost): string => {
      if (least === most) return `${most} ${currency} a ${per}`;
      return least === '0.00'
        ? `up to ${most} ${currency} a ${per}`
        : `${least} to ${most} ${currency} a ${per}`;
    },
    waste: (costs: readonly string[]): string => `The unused seats cost ${allOf(costs)}.`,
    wasteByLine: (costs: readonly string[], areAlternatives: boolean): string =>
      `The unused seats cost ${(areAlternatives ? anyOf : allOf)(costs)}, depending on their contract.`,
    unpriced: (seats: number): string =>
      counted(seats, {
        one: 'The price isn’t known for all of them (up to # seat).',
        other: 'The price isn’t known for all of them (up to # seats).',
      }),
    tooFew: (more: number): string =>
      counted(more, {
        one: 'Buy # more seat, or release one: more are in use than purchased.',
        other: 'Buy # more seats, or release as many: more are in use than purchased.',
      }),
    noData: (seats: number): string =>
      counted(seats, {
        one: 'We can’t tell whether # seat is used. A list with last activity for everyone would tell.',
        other: 'We can’t tell whether # seats are used. A list with last activity for everyone would tell.',
      }),
    nothingToDo: 'You don’t need to do anything.',
    mayWeAsk:
      'May we ask the people who haven’t used it whether they still need their seats? We ask everyone first. If they don’t answer, we remove nothing without your approval.',
  },
};
