import type {
  AssetsAttribute,
  AssetsObject,
  AssetsType,
  AssetsWorkspace,
  AttributeKind,
} from '../jsm/assets';
import { stableUuid } from '../jsm/stable-uuid';

/** Who is an owner in the company's Assets, and who may look into the schema, by account id. */
interface People {
  readonly owner: string;
  readonly backupOwner: string;
  readonly users: readonly string[];
}

const PRICE = { Price: 'Double', Currency: 'Select', Per: 'Select' } as const;

const APPLICATION = {
  Name: 'Text',
  'Catalog key': 'Text',
  Description: 'Text',
  Risk: 'Select',
  Criticality: 'Select',
  Region: 'Text',
  'Support path': 'Text',
  'Idle days': 'Integer',
  Owner: 'user',
  'Backup owner': 'user',
} as const;

const TIER = {
  Name: 'Text',
  'Catalog key': 'Text',
  Application: 'reference',
  Summary: 'Text',
  Premium: 'Boolean',
  'Add-on': 'Boolean',
  'Lower tier': 'reference',
  Roles: 'Select',
  Seats: 'Integer',
  ...PRICE,
  'Contract end': 'Date',
} as const;

const CONTRACT_LINE = {
  Name: 'Text',
  'Catalog key': 'Text',
  Application: 'reference',
  Tier: 'reference',
  Supplier: 'Text',
  Start: 'Date',
  End: 'Date',
  'Notice by': 'Date',
  'Auto-renew': 'Boolean',
  Seats: 'Integer',
  ...PRICE,
} as const;

/** What the company's Assets say of its software: one application that the catalog knows, and a new one. */
export function saasAssets(site: string, { owner, backupOwner, users }: People): AssetsWorkspace {
  const applications = [
    object(1, {
      Name: 'Figma',
      'Catalog key': 'figma',
      Description: 'Design and prototyping',
      Criticality: 'High',
      Region: 'US',
      'Support path': '#design-tools in Slack',
      Owner: owner,
      'Backup owner': backupOwner,
    }),
    object(2, {
      Name: 'Notion',
      'Catalog key': 'notion',
      Description: 'Notes, wikis and project plans',
      Risk: 'Medium',
      Criticality: 'High',
      Region: 'EU (Frankfurt)',
      'Support path': '#help-notion in Slack',
      'Idle days': '45',
      Owner: owner,
    }),
  ];
  const tiers = [
    object(11, {
      Name: 'Standard',
      'Catalog key': 'standard',
      Application: '1',
      Summary: 'View and comment',
      Seats: '40',
      Price: '3.0',
      Currency: 'EUR',
      Per: 'Month',
      'Contract end': '2027-03-12',
    }),
    object(12, {
      Name: 'Premium',
      'Catalog key': 'premium',
      Application: '1',
      Summary: 'Edit, libraries, branching',
      Premium: 'true',
      'Lower tier': '11',
      Seats: '8',
      Price: '45.0',
      Currency: 'EUR',
      Per: 'Month',
      'Contract end': '2027-03-12',
    }),
    object(13, {
      Name: 'Plus',
      'Catalog key': 'plus',
      Application: '2',
      Premium: 'true',
      'Lower tier': '14',
    }),
    object(14, { Name: 'Free', 'Catalog key': 'free', Application: '2', Summary: 'Read and comment' }),
  ];
  const lines = [
    object(21, {
      Name: 'Notion 2026, Plus',
      'Catalog key': 'notion-2026',
      Application: '2',
      Tier: '13',
      Supplier: 'Notion Labs',
      Start: '2026-01-01',
      End: '2026-12-31',
      'Notice by': '2026-12-01',
      'Auto-renew': 'true',
      Seats: '80',
      Price: '9.5',
      Currency: 'EUR',
      Per: 'Month',
    }),
  ];
  return {
    workspaceId: stableUuid('assets', site),
    schemas: [
      {
        id: '3',
        key: 'SAAS',
        name: 'Software as a service',
        users: new Set(users),
        types: [
          type(31, 'Application', APPLICATION, applications),
          type(32, 'Application tier', TIER, tiers),
          type(33, 'Contract line', CONTRACT_LINE, lines),
        ],
      },
    ],
  };
}

function type(
  id: number,
  name: string,
  attributes: Readonly<Record<string, AttributeKind>>,
  objects: AssetsObject[],
): AssetsType {
  const listed = Object.entries(attributes).map(([attribute, kind], index): AssetsAttribute => ({
    id: String(id * 100 + index),
    name: attribute,
    kind,
  }));
  return { id: String(id), name, attributes: listed, objects };
}

const object = (id: number, values: Readonly<Record<string, string>>): AssetsObject => ({
  id: String(id),
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])),
});
