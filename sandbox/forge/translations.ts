import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { member } from '../untyped';

const locale = z.string().regex(/^[a-z]{2}-[A-Z]{2}$/);

/** @see https://developer.atlassian.com/platform/forge/manifest-reference/translations/ */
export const translationsSchema = z.strictObject({
  resources: z.array(z.strictObject({ key: locale, path: z.string() })).min(1),
  fallback: z.looseObject({ default: locale }).catchall(z.array(locale).min(1)),
});

type Declared = z.infer<typeof translationsSchema>;

const reference = z.strictObject({ i18n: z.string() });

/** Where Forge's schema takes a key in place of a text. */
const TRANSLATED: Readonly<Record<string, readonly string[]>> = {
  'jira:workflowValidator': ['name', 'description', 'errorMessage'],
  'jira:issuePanel': ['title'],
  'jira:dashboardGadget': ['title', 'description'],
  'jira:projectPage': ['title'],
  'jira:adminPage': ['title'],
  'jiraServiceManagement:portalRequestCreatePropertyPanel': ['title'],
  'jiraServiceManagement:portalRequestDetailPanel': ['title'],
  'jiraServiceManagement:portalProfilePanel': ['title'],
};

/** The texts of a manifest that Jira shows in the viewer's language. */
export class Translations {
  private readonly byLocale = new Map<string, unknown>();

  constructor(
    private readonly directory: string,
    private readonly declared: Declared | undefined,
  ) {}

  /** @returns undefined for what is no text, or a key that no language has */
  textOf(value: unknown, viewerLocale: string): string | undefined {
    if (typeof value === 'string') return value;
    const key = reference.safeParse(value).data?.i18n;
    if (key === undefined || !this.declared) return undefined;
    for (const one of this.lookUpOrder(viewerLocale)) {
      const text = textAt(this.read(one), key);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Why Forge would refuse what a module says by key. */
  faultsOf(type: string, module: Readonly<Record<string, unknown>>): string[] {
    return Object.entries(module).flatMap(([property, value]) => {
      const key = reference.safeParse(value).data?.i18n;
      if (key === undefined) return [];
      if (!(TRANSLATED[type] ?? []).includes(property))
        return [`${type} takes no i18n key as its ${property}, as far as the sandbox knows`];
      if (!this.declared) return [`the i18n key ${key} needs translations`];
      const known = textAt(this.read(this.declared.fallback.default), key);
      return known === undefined ? [`${key} is not among the translations of the default language`] : [];
    });
  }

  /** What is wrong with the files themselves. */
  faults(): string[] {
    if (!this.declared) return [];
    const keys = this.declared.resources.map(({ key }) => key);
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    const fallbacks = Object.values(this.declared.fallback).flat();
    return [
      ...twice.map((key) => `the language ${key} has two files of translations`),
      ...keys
        .filter((key) => this.read(key) === undefined)
        .map((key) => `${key} has no readable translations`),
      ...fallbacks
        .filter((key) => !keys.includes(key))
        .map((key) => `${key} is a fallback without translations`),
    ];
  }

  private lookUpOrder(viewerLocale: string): readonly string[] {
    const { fallback } = this.declared ?? {};
    const own = fallback?.[viewerLocale];
    return [viewerLocale, ...(Array.isArray(own) ? own : []), ...(fallback ? [fallback.default] : [])];
  }

  private read(key: string): unknown {
    if (this.byLocale.has(key)) return this.byLocale.get(key);
    const path = this.declared?.resources.find((resource) => resource.key === key)?.path;
    const found = path === undefined ? undefined : readDocument(join(this.directory, path));
    this.byLocale.set(key, found);
    return found;
  }
}

function readDocument(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** By the whole key, or by its parts between dots, as @forge/i18n looks it up. */
function textAt(document: unknown, key: string): string | undefined {
  const found = member(document, key) ?? key.split('.').reduce(member, document);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
