import { foldedColumn } from '../../common/files/column-name';
import { SeatkeeperError } from '../../common/rules/errors';
import { importMessages } from '../rules/messages';

/** What a roster can say of somebody, by the name that our own template gives the column. */
const ROSTER_COLUMNS = [
  'WorkerID',
  'WorkerStatus',
  'ManagerID',
  'WorkerType',
  'OnLeave',
  'Department',
  'Location',
  'JobTitle',
  'Trainings',
  'Email',
  'WorkEmail',
  'EmailAddress',
  'Mail',
  'AccountID',
  'AtlassianAccountID',
  'HireDate',
  'TerminationDate',
] as const;

export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

/** How HR systems call these columns, the best first; case, signs and notes in brackets aside. */
const SPELLINGS: Readonly<Record<RosterColumn, readonly string[]>> = {
  WorkerID: ['workerid', 'employeeid', 'employeenumber', 'personnelnumber'],
  WorkerStatus: ['workerstatus', 'employmentstatus', 'employeestatus', 'status'],
  ManagerID: ['managerid', 'managerworkerid', 'manageremployeeid', 'supervisorid'],
  WorkerType: ['workertype', 'employmenttype', 'employeetype'],
  OnLeave: ['onleave'],
  Department: ['department'],
  Location: ['location', 'office'],
  JobTitle: ['jobtitle', 'position', 'title'],
  Trainings: ['trainings'],
  Email: ['email'],
  WorkEmail: ['workemail'],
  EmailAddress: ['emailaddress'],
  Mail: ['mail'],
  AccountID: ['accountid'],
  AtlassianAccountID: ['atlassianaccountid'],
  HireDate: ['hiredate', 'startdate'],
  TerminationDate: ['terminationdate', 'dateoftermination', 'exitdate', 'leavingdate'],
};

/** Which column of a file says what. */
export type RosterColumns = ReadonlyMap<RosterColumn, string>;

/**
 * Finds what the columns of a file say, however they are spelled: `work_email`, `Work Email` and `WorkEmail` are one.
 * @throws {SeatkeeperError} `invalid` when two columns say the same
 */
export function findRosterColumns(header: readonly string[]): RosterColumns {
  const names = header.map((name) => ({ name, folded: foldedColumn(name) }));
  const found = ROSTER_COLUMNS.flatMap((column): [RosterColumn, string][] => {
    const [named] = SPELLINGS[column]
      .map((spelling) => names.filter(({ folded }) => folded === spelling).map(({ name }) => name))
      .filter((spelled) => spelled.length > 0);
    if (named === undefined) return [];
    if (named.length > 1) throw new SeatkeeperError('invalid', importMessages.roster.sameMeaning(named));
    return named.map((name) => [column, name]);
  });
  return new Map(found);
}
