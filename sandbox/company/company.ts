import { ADMINISTRATORS } from '../jsm/access';
import type { Account, SiteConfiguration } from '../jsm/model';
import { madeUpRoster, readRosterFile, rosterCsv, type RosterRecord } from './people';
import { saasAssets } from './saas-assets';
import { fields, leadDashboard, leadWidgets, serviceProject, statuses } from './service-project';

/** Account ids of the people that stories and tests speak of. */
export interface Roles {
  readonly newHire: string;
  readonly manager: string;
  readonly owner: string;
  readonly backupOwner: string;
  readonly agent: string;
  readonly secondAgent: string;
  readonly lead: string;
  readonly administrator: string;
}

/** A company as a site of Jira Service Management, with the documents its administrator imports into the app. */
export interface Company {
  readonly site: SiteConfiguration;
  readonly roles: Roles;
  readonly catalog: Readonly<Record<string, unknown>>;
  readonly roster: string;
  /** How a person's e-mail address follows from a row of the roster. */
  readonly emailPattern: string;
}

const DOMAIN = 'acme.example';

/** The made-up company of the demo. */
export function madeUpCompany(name = 'acme', size?: number): Company {
  const records = madeUpRoster(size);
  const byName = (fullName: string): RosterRecord => {
    const record = records.find((candidate) => candidate['FullName'] === fullName);
    if (!record) throw new Error(`the company has no ${fullName}`);
    return record;
  };
  return company(name, records, rosterCsv(records), {
    newHire: byName('Sam Rivera'),
    manager: byName('Priya Nair'),
    owner: byName('Leo Brandt'),
    backupOwner: byName('Ana Ruiz'),
    agent: byName('Mara Lindqvist'),
    secondAgent: byName('Jonas Weber'),
    lead: byName('Tessa Okafor'),
    administrator: byName('Nadia Haddad'),
  });
}

/**
 * A company whose people come from an HR roster; who plays which part is chosen from it: the newest person
 * whose manager is there as the new hire, and active people for the rest.
 * @throws {Error} when the roster has too few active people for the parts
 */
export function companyFromRoster(csv: string, name = 'acme'): Company {
  const records = readRosterFile(csv);
  const present = records.filter(
    (record) => record['WorkerStatus'] === 'Active' && record['OnLeave'] !== 'True',
  );
  const newestFirst = [...present].sort((a, b) => String(b['HireDate']).localeCompare(String(a['HireDate'])));
  const managerOf = (record: RosterRecord): RosterRecord | undefined =>
    present.find((candidate) => candidate['WorkerID'] === record['ManagerID'] && candidate !== record);
  const newHire = newestFirst.find(managerOf);
  const manager = newHire && managerOf(newHire);
  const others = present.filter((record) => record !== newHire && record !== manager);
  const [owner, backupOwner, agent, secondAgent, lead, administrator] = others;
  if (!newHire || !manager || !owner || !backupOwner || !agent || !secondAgent || !lead || !administrator) {
    throw new Error(
      'The roster needs at least eight active people who are not on leave, one of them with a manager among them.',
    );
  }
  const cast = { newHire, manager, owner, backupOwner, agent, secondAgent, lead, administrator };
  return company(name, records, csv, cast);
}

/** Groups of the site that approve: of people who know about risk, and of those who step in. */
export const GROUPS = { security: 'security-approvers', fallback: 'access-fallback' } as const;

type Cast = Readonly<Record<keyof Roles, RosterRecord>>;

const emailOf = (record: RosterRecord): string => `${record['UserID'] ?? ''}@${DOMAIN}`.toLowerCase();
const accountIdOf = (record: RosterRecord): string => `5ea7:${record['WorkerID'] ?? ''}`;

/** A few people of every forty show no app their e-mail address. */
const hidesEmail = (index: number): boolean => [35, 37, 39].includes(index % 40);

function company(name: string, records: readonly RosterRecord[], roster: string, cast: Cast): Company {
  const licensed = [cast.agent, cast.secondAgent, cast.lead, cast.administrator];
  const accounts = records.map((record, index): Account => ({
    accountId: accountIdOf(record),
    email: emailOf(record),
    displayName: record['FullName'] ?? '',
    kind: licensed.includes(record) ? 'licensed' : 'customer',
    active: record['WorkerStatus'] === 'Active',
    ...(hidesEmail(index) ? { hidesEmail: true } : {}),
    timeZone: 'Europe/Berlin',
    groups: new Set([
      ...(record === cast.administrator ? [ADMINISTRATORS] : []),
      ...(record === cast.lead || record === cast.secondAgent ? [GROUPS.security] : []),
      ...(record === cast.lead || record === cast.administrator ? [GROUPS.fallback] : []),
    ]),
  }));
  const roles = mapValues(cast, accountIdOf);
  const project = serviceProject({
    leadId: roles.lead,
    agentIds: [roles.agent, roles.secondAgent],
    viewerIds: [roles.lead],
    administratorIds: [roles.lead],
  });
  return {
    site: {
      cloudId: cloudIdOf(name),
      name,
      url: `http://${name}.localhost`,
      accounts,
      statuses,
      fields,
      projects: [project],
      dashboards: [leadDashboard(roles.lead), leadWidgets(roles.lead)],
      assets: saasAssets(name, {
        owner: roles.owner,
        backupOwner: roles.backupOwner,
        users: [roles.lead, roles.secondAgent],
      }),
    },
    roles,
    catalog: catalogDocument(cast),
    roster,
    emailPattern: `{UserID}@${DOMAIN}`,
  };
}

const mapValues = <K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  change: (value: A) => B,
): Record<K, B> =>
  Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, change(value)])) as Record<K, B>;

const cloudIdOf = (name: string): string => {
  const hex = Buffer.from(name).toString('hex');
  return `5ea75ea7-0000-4000-8000-${hex.padEnd(12, '0').slice(0, 12)}`;
};

function catalogDocument(cast: Cast): Company['catalog'] {
  const owners = { owner: emailOf(cast.owner), backupOwner: emailOf(cast.backupOwner) };
  const price = (amount: string): unknown => ({ amount, currency: 'EUR', per: 'month' });
  return {
    format: 'seatkeeper-catalog',
    applications: [
      {
        key: 'figma',
        name: 'Figma',
        description: 'Design and prototyping',
        criticality: 'high',
        region: 'US',
        supportPath: '#design-tools in Slack',
        ...owners,
        tiers: [
          {
            key: 'standard',
            name: 'Standard',
            summary: 'View and comment',
            seats: 40,
            price: price('3.00'),
            contractEnd: '2027-03-12',
          },
          {
            key: 'premium',
            name: 'Premium',
            summary: 'Edit, libraries, branching',
            premium: true,
            lowerTier: 'standard',
            seats: 6,
            price: price('45.00'),
            contractEnd: '2027-03-12',
          },
        ],
      },
      {
        key: 'slack',
        name: 'Slack',
        description: 'Company chat',
        criticality: 'critical',
        region: 'EU (Frankfurt)',
        supportPath: 'IT service desk',
        owner: emailOf(cast.lead),
        backupOwner: emailOf(cast.secondAgent),
        tiers: [
          {
            key: 'standard',
            name: 'Standard',
            summary: 'All channels',
            seats: 100,
            price: price('6.75'),
            contractEnd: '2026-12-31',
          },
        ],
      },
      {
        key: 'miro',
        name: 'Miro',
        description: 'Whiteboards',
        criticality: 'low',
        region: 'EU (Dublin)',
        ...owners,
        tiers: [
          {
            key: 'standard',
            name: 'Standard',
            summary: 'Edit boards',
            seats: 12,
            price: price('8.00'),
            contractEnd: '2027-06-30',
          },
        ],
      },
    ],
    policy: {
      rules: [
        {
          id: 'standard-needs-owner',
          description: 'Standard tiers need the approval of the application owner.',
          when: { premium: false },
          effect: { kind: 'require', stages: ['application-owner'], waivable: true },
        },
        {
          id: 'premium-needs-manager-and-owner',
          description: 'Premium tiers need the approval of the manager and of the application owner.',
          when: { premium: true },
          effect: { kind: 'require', stages: ['manager', 'application-owner'] },
        },
        {
          id: 'everybody-gets-slack',
          description: 'Everybody in the company gets Slack.',
          when: { applications: ['slack'], tiers: ['standard'] },
          effect: { kind: 'auto-approve' },
        },
      ],
    },
  };
}
