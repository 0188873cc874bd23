import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isDisplayed, type ConditionFacts } from '../../sandbox/forge/display-conditions';
import { Manifest } from '../../sandbox/forge/manifest';
import {
  faultsOfModules,
  faultsOfParts,
  MODELLED_PARTS,
  MODELLED_TYPES,
} from '../../sandbox/forge/modelled-modules';
import { checkManifest } from '../../sandbox/forge/manifest-rules';
import { ROOT } from '../support/root';

const PROBE = join(__dirname, '../fixtures/probe-app');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'manifest-'));
  cpSync(join(PROBE, 'manifest.yml'), join(directory, 'manifest.yml'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

type Modules = Record<string, Record<string, unknown>[]>;

/** The probe app's manifest with some modules in place of its own, and other parts besides. */
function withModules(modules: Modules, parts: object = {}): Manifest {
  const document = parse(readFileSync(join(PROBE, 'manifest.yml'), 'utf8')) as { modules: Modules };
  const changed = { ...document, ...parts, modules: { ...document.modules, ...modules } };
  writeFileSync(join(directory, 'manifest.yml'), stringify(changed));
  return Manifest.read(directory);
}

const schedules = (...intervals: string[]): Modules => ({
  scheduledTrigger: intervals.map((interval, index) => ({ key: `s${index}`, function: 'tick', interval })),
});
const panel = (changes: object, type = 'jira:issuePanel'): Modules => ({
  [type]: [{ key: 'one-panel', title: 'Probe', resource: 'none', render: 'native', ...changes }],
});
const trigger = (filter: object): Modules => ({
  trigger: [{ key: 't', function: 'tick', events: ['avi:jira:created:issue'], filter }],
});
const agent = (changes: object): Modules => ({
  action: [{ key: 'look', function: 'tick', actionVerb: 'GET', description: 'Looks' }],
  'rovo:agent': [{ key: 'helper', name: 'Helper', prompt: 'Help.', actions: ['look'], ...changes }],
});
const nested = (levels: number): object =>
  levels === 1 ? { isLoggedIn: true } : { and: nested(levels - 1) };

describe('a manifest', () => {
  it.each([
    [
      'five scheduled triggers, one of them every five minutes',
      schedules('fiveMinute', 'hour', 'hour', 'day', 'week'),
    ],
    ['a panel for customers and anonymous people', panel({ unlicensedAccess: ['customer', 'anonymous'] })],
    [
      'conditions that the sandbox knows',
      panel({ displayConditions: { or: [{ isAdmin: true }, { projectKey: ['A', 'B'] }] } }),
    ],
    ['conditions of ten levels', panel({ displayConditions: nested(10) })],
    ['a filter for its own changes', trigger({ ignoreSelf: true })],
  ])('with %s is accepted', (_what, modules) => {
    // an accepted manifest is answered by nothing at all
    expect(() => {
      checkManifest(withModules(modules));
    }).not.toThrow();
  });

  it.each([
    ['six scheduled triggers', schedules('hour', 'hour', 'hour', 'hour', 'hour', 'hour'), 'at most 5'],
    ['two every five minutes', schedules('fiveMinute', 'fiveMinute'), 'only one'],
    [
      'an admin page for customers',
      panel({ unlicensedAccess: ['customer'] }, 'jira:adminPage'),
      'cannot be opened',
    ],
    [
      'a gadget for customers',
      panel({ unlicensedAccess: ['customer'] }, 'jira:dashboardGadget'),
      'cannot be opened',
    ],
    [
      'a condition that is not modelled',
      panel({ displayConditions: { jiraExpression: 'true' } }),
      "does not model the display condition 'jiraExpression'",
    ],
    ['a condition of the wrong shape', panel({ displayConditions: { isAdmin: 'yes' } }), 'wrong shape'],
    ['conditions of eleven levels', panel({ displayConditions: nested(11) }), 'nest at most 10'],
    [
      'a filter expression',
      trigger({ expression: 'true' }),
      "does not model the trigger filter 'expression'",
    ],
    ['an agent without a prompt', agent({ prompt: '' }), 'helper: ✖ Too small'],
    ['an agent whose name is too long', agent({ name: 'x'.repeat(31) }), 'helper: ✖ Too big'],
    [
      'a conversation starter that is too long',
      agent({ conversationStarters: ['x'.repeat(86)] }),
      'helper: ✖ Too big',
    ],
    [
      'an agent with an action that is not there',
      agent({ actions: ['jump'] }),
      'an action that there is not: jump',
    ],
    ['an agent without the scope of chats', agent({}), 'helper needs the scope read:chat:rovo'],
  ])('with %s is refused', (_what, modules, message) => {
    expect(() => {
      checkManifest(withModules(modules));
    }).toThrow(message);
  });
});

describe('texts by key', () => {
  const english = { resources: [{ key: 'en-US', path: 'en.json' }], fallback: { default: 'en-US' } };
  const german = {
    resources: [...english.resources, { key: 'de-DE', path: 'de.json' }],
    fallback: { default: 'en-US', 'de-AT': ['de-DE'] },
  };
  const keyed = panel({ title: { i18n: 'panel.title' } });
  const files = (contents: Readonly<Record<string, unknown>>): void => {
    for (const [name, content] of Object.entries(contents))
      writeFileSync(join(directory, name), JSON.stringify(content));
  };

  it('are looked up in the viewer’s language, then in its fallbacks, then in the default one', () => {
    files({
      'en.json': { panel: { title: 'Seats' }, 'panel.hint': 'Hint' },
      'de.json': { panel: { title: 'Plätze' } },
    });
    const { translations } = withModules(keyed, { translations: german });
    const title = (locale: string) => translations.textOf({ i18n: 'panel.title' }, locale);
    expect(['en-US', 'de-DE', 'de-AT', 'fr-FR'].map(title)).toEqual(['Seats', 'Plätze', 'Plätze', 'Seats']);
    expect(translations.textOf({ i18n: 'panel.hint' }, 'de-DE')).toBe('Hint');
    expect(translations.textOf('As it is', 'de-DE')).toBe('As it is');
    expect(translations.textOf({ i18n: 'panel.none' }, 'de-DE')).toBeUndefined();
  });

  it.each<[string, Modules, object | undefined, object, string]>([
    ['without translations', keyed, undefined, {}, 'one-panel: the i18n key panel.title needs translations'],
    [
      'that the default language lacks',
      keyed,
      english,
      { 'en.json': {} },
      'panel.title is not among the translations',
    ],
    ['without a file', keyed, english, {}, 'en-US has no readable translations'],
    [
      'in two files of one language',
      keyed,
      { ...english, resources: [...english.resources, { key: 'en-US', path: 'de.json' }] },
      { 'en.json': { panel: { title: 'Seats' } }, 'de.json': {} },
      'the language en-US has two files of translations',
    ],
    [
      'with a fallback that has no file',
      keyed,
      { ...english, fallback: { default: 'en-US', 'de-AT': ['de-DE'] } },
      { 'en.json': { panel: { title: 'Seats' } } },
      'de-DE is a fallback without translations',
    ],
    [
      'where the schema takes a text only',
      agent({ description: { i18n: 'panel.title' } }),
      english,
      { 'en.json': { panel: { title: 'Seats' } } },
      'takes no i18n key as its description',
    ],
  ])('%s are refused', (_what, modules, translations, contents, message) => {
    files({ ...contents });
    expect(() => {
      checkManifest(withModules(modules, translations === undefined ? {} : { translations }));
    }).toThrow(message);
  });
});

describe('display conditions', () => {
  const facts: ConditionFacts = {
    isLoggedIn: true,
    isAdmin: false,
    isSiteAdmin: false,
    canAdministerJira: false,
    canAdministerProjects: false,
    hasAppAccess: true,
    hasServiceManagementAccess: true,
    canUseServiceManagementAgentFeatures: true,
    projectId: '10000',
    projectKey: 'PRB',
    projectName: 'Probe',
    projectType: 'service_desk',
    issueId: '1',
    issueKey: 'PRB-1',
    issueType: 'Service Request',
    property: (entity, key) =>
      entity === 'issue' && key === 'stamp' ? { level: { high: 'yes' } } : undefined,
  };

  it.each([
    [undefined, true],
    [{ isAdmin: true }, false],
    [{ isAdmin: false, isLoggedIn: true }, true],
    [{ projectType: 'service_desk' }, true],
    [{ projectType: ['software', 'business'] }, false],
    [{ or: [{ isAdmin: true }, { projectKey: 'PRB' }] }, true],
    [{ or: { isAdmin: true, isLoggedIn: true } }, true],
    [{ or: { isAdmin: true, projectKey: 'OTHER' } }, false],
    [{ not: { issueType: 'Bug' } }, true],
    [{ and: [{ isLoggedIn: true }, { not: { isLoggedIn: true } }] }, false],
    [{ entityPropertyExists: { entity: 'issue', propertyKey: 'stamp' } }, true],
    [{ entityPropertyExists: { entity: 'issue', propertyKey: 'none' } }, false],
    [
      {
        entityPropertyEqualTo: {
          entity: 'issue',
          propertyKey: 'stamp',
          objectName: 'level.high',
          value: 'yes',
        },
      },
      true,
    ],
    [
      {
        entityPropertyEqualTo: {
          entity: 'issue',
          propertyKey: 'stamp',
          objectName: 'level.high',
          value: 'no',
        },
      },
      false,
    ],
  ])('%j show a module: %s', (displayConditions, shown) => {
    const module = { key: 'one', ...(displayConditions ? { displayConditions } : {}) };
    expect(isDisplayed(module, facts)).toBe(shown);
  });
});

describe('a part of a manifest', () => {
  const { properties, definitions } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules/@forge/manifest/out/schema/manifest-schema.json'), 'utf8'),
  ) as {
    properties: object;
    definitions: Record<'AppSchema' | 'AppPermissionsSchema', { properties: object }>;
  };
  const named = (prefix: string, keys: object): string[] => Object.keys(keys).map((key) => `${prefix}${key}`);
  const parts = [
    ...named('', properties),
    ...named('app.', definitions.AppSchema.properties),
    ...named('permissions.', definitions.AppPermissionsSchema.properties),
  ];

  const withPart = (part: string): Manifest => {
    const document = parse(readFileSync(join(PROBE, 'manifest.yml'), 'utf8')) as Record<string, object>;
    const [place = '', key] = part.split('.');
    const given = key === undefined ? {} : { ...document[place], [key]: {} };
    return withModules({}, { [place]: given });
  };

  it('is refused by its name when the sandbox does not model it, whichever it is, or nobody knows it', () => {
    expect(parts.length).toBeGreaterThan(20);
    const others = parts.filter((part) => !MODELLED_PARTS.has(part));
    expect(others).toEqual(expect.arrayContaining(['remotes', 'providers', 'connectModules', 'app.connect']));
    for (const part of [...others, 'invented', 'app.invented', 'permissions.invented'])
      expect(faultsOfParts(withPart(part))).toEqual([`The sandbox does not model '${part}' of the manifest`]);
    expect(() => {
      checkManifest(withPart('remotes'));
    }).toThrow("The sandbox does not model 'remotes' of the manifest");
  });

  it('is one that Forge knows, when the sandbox says that it models it, and refuses no manifest by itself', () => {
    expect([...MODELLED_PARTS].filter((part) => !parts.includes(part))).toEqual([]);
    expect(faultsOfParts(withModules({}))).toEqual([]);
    expect(faultsOfParts(Manifest.read(ROOT))).toEqual([]);
  });
});

describe('a module type of Forge', () => {
  const schema = JSON.parse(
    readFileSync(join(ROOT, 'node_modules/@forge/manifest/out/schema/manifest-schema.json'), 'utf8'),
  ) as { definitions: { ModuleSchema: { properties: Record<string, unknown> } } };
  const types = Object.keys(schema.definitions.ModuleSchema.properties);

  it('is one that Forge knows, when the sandbox says that it models it', () => {
    expect(types.length).toBeGreaterThan(200);
    expect([...MODELLED_TYPES].filter((type) => !types.includes(type))).toEqual([]);
  });

  it('is refused by its name when the sandbox does not model it, whichever it is', () => {
    const refused = types.filter((type) => {
      const manifest = withModules({ [type]: [{ key: 'one-of-them', function: 'tick' }] });
      return faultsOfModules(manifest).includes(`The sandbox does not model modules of type ${type}`);
    });
    expect([...refused, ...MODELLED_TYPES].sort()).toEqual([...types].sort());
    const custom = withModules({ 'jira:customField': [{ key: 'level', name: 'Level', type: 'string' }] });
    expect(() => {
      checkManifest(custom);
    }).toThrow('The sandbox does not model modules of type jira:customField');
  });

  it.each([
    ['Custom UI', panel({ render: undefined })],
    ['remote endpoints', { trigger: [{ key: 'far', endpoint: 'far', events: ['avi:jira:created:issue'] }] }],
    [
      'validators that are expressions',
      { 'jira:workflowValidator': [{ key: 'never', name: 'N', description: 'N', expression: 'false' }] },
    ],
  ])('is refused with %s', (what, modules) => {
    const manifest = withModules(modules);
    expect(() => {
      checkManifest(manifest);
    }).toThrow(`The sandbox does not model ${what}`);
  });
});
