import { parse } from 'csv-parse/sync';
import { stringify } from './csv-text';

/** A row of an HR roster, in the columns of Microsoft's inbound-provisioning samples. */
export type RosterRecord = Readonly<Record<string, string>>;

const COLUMNS = [
  'WorkerID',
  'WorkerStatus',
  'WorkerType',
  'UserID',
  'FirstName',
  'LastName',
  'FullName',
  'ManagerID',
  'HireDate',
  'OnLeave',
  'Department',
  'CostCenter',
  'Location',
  'JobTitle',
];

interface Cast {
  readonly name: string;
  readonly department: string;
  readonly title: string;
  readonly manager?: string;
  readonly hired: string;
  readonly status?: 'Inactive';
}

// the people that the demo's story names; the rest of the company is made up around them
const CAST: readonly Cast[] = [
  { name: 'Tessa Okafor', department: 'IT', title: 'IT Manager', hired: '2018-02-01' },
  {
    name: 'Mara Lindqvist',
    department: 'IT',
    title: 'Service Desk Agent',
    manager: 'Tessa Okafor',
    hired: '2021-05-17',
  },
  {
    name: 'Jonas Weber',
    department: 'IT',
    title: 'SaaS Operations Specialist',
    manager: 'Tessa Okafor',
    hired: '2020-09-07',
  },
  {
    name: 'Nadia Haddad',
    department: 'IT',
    title: 'Jira Administrator',
    manager: 'Tessa Okafor',
    hired: '2019-11-04',
  },
  { name: 'Priya Nair', department: 'Design', title: 'Head of Design', hired: '2017-06-12' },
  {
    name: 'Leo Brandt',
    department: 'Design',
    title: 'Design Systems Lead',
    manager: 'Priya Nair',
    hired: '2019-03-25',
  },
  {
    name: 'Ana Ruiz',
    department: 'Design',
    title: 'Product Designer',
    manager: 'Priya Nair',
    hired: '2022-01-10',
  },
  {
    name: 'Sam Rivera',
    department: 'Design',
    title: 'Product Designer',
    manager: 'Priya Nair',
    hired: '2026-11-23',
  },
  { name: 'Kim Osei', department: 'Sales', title: 'Head of Sales', hired: '2018-08-20' },
  {
    name: 'Alex Moreau',
    department: 'Sales',
    title: 'Account Executive',
    manager: 'Kim Osei',
    hired: '2023-04-03',
    status: 'Inactive',
  },
];

const FIRST = [
  'Aiko',
  'Ben',
  'Chloe',
  'Daniel',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jamal',
  'Katya',
  'Luca',
  'Mei',
  'Noah',
  'Olga',
];
const LAST = [
  'Andersson',
  'Bauer',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hansen',
  'Ivanova',
  'Jansen',
  'Kaya',
  'Larsen',
  'Meyer',
  'Novak',
];
const TEAMS = [
  { department: 'Design', manager: 'Priya Nair', title: 'Product Designer' },
  { department: 'Sales', manager: 'Kim Osei', title: 'Account Executive' },
  { department: 'IT', manager: 'Tessa Okafor', title: 'Systems Engineer' },
];
const LOCATIONS = ['Berlin', 'Lisbon', 'Chicago'];

/** A made-up company: the cast of the demo and enough colleagues to make pools and queues look real. */
export function madeUpRoster(size = 40): RosterRecord[] {
  const people: Cast[] = [...CAST];
  for (let index = 0; people.length < size; index++) {
    const team = TEAMS[index % TEAMS.length];
    const first = FIRST[index % FIRST.length];
    const last = LAST[(index * 5 + Math.floor(index / FIRST.length)) % LAST.length];
    if (!team || !first || !last) throw new Error('the lists of names must not be empty');
    people.push({
      name: `${first} ${last}`,
      hired: `20${String(15 + (index % 11))}-0${String(1 + (index % 9))}-15`,
      ...team,
    });
  }
  const idOf = (name: string | undefined): string => {
    const index = people.findIndex((person) => person.name === name);
    return index < 0 ? '' : String(1001 + index);
  };
  const namesakes = new Map<string, number>();
  return people.map((person, index) => {
    const namesake = (namesakes.get(person.name) ?? 0) + 1;
    namesakes.set(person.name, namesake);
    const [firstName = '', lastName = ''] = person.name.split(' ');
    const workerId = String(1001 + index);
    return {
      WorkerID: workerId,
      WorkerStatus: person.status ?? 'Active',
      WorkerType: index % 7 === 6 ? 'Contractor' : 'Employee',
      UserID: `${firstName}.${lastName}${namesake === 1 ? '' : namesake}`.toLowerCase(),
      FirstName: firstName,
      LastName: lastName,
      FullName: person.name,
      ManagerID: idOf(person.manager),
      HireDate: person.hired,
      OnLeave: 'False',
      Department: person.department,
      CostCenter: `CC${String(1000 + index)}`,
      Location: LOCATIONS[index % LOCATIONS.length] ?? '',
      JobTitle: person.title,
    };
  });
}

export const rosterCsv = (records: readonly RosterRecord[]): string => stringify(COLUMNS, records);

/** Reads a roster file; of rows that repeat a worker the last one counts, as in the app's import. */
export function readRosterFile(csv: string): RosterRecord[] {
  const records: RosterRecord[] = parse<Record<string, string>>(csv, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
  return [...new Map(records.map((record) => [record['WorkerID'], record])).values()];
}
