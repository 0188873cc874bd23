import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { member } from '../untyped';
import { Translations, translationsSchema } from './translations';
import { entitySchema, type DeclaredEntity } from './seam/kvs-entities';

const functionReference = z.object({ function: z.string() });

const moduleSchema = z.looseObject({
  key: z.string(),
  function: z.string().optional(),
  resource: z.string().optional(),
  resolver: functionReference.optional(),
  edit: z.looseObject({ resource: z.string().optional() }).optional(),
  /** The form of an action in a rule. */
  config: z.looseObject({ resource: z.string().optional(), render: z.string().optional() }).optional(),
  unlicensedAccess: z.array(z.enum(['unlicensed', 'customer', 'anonymous'])).optional(),
});

const egressEntry = z.union([z.string(), z.looseObject({ address: z.string().optional() })]);

const manifestSchema = z.looseObject({
  app: z.looseObject({
    id: z.string().regex(/^ari:cloud:ecosystem::app\//),
    runtime: z.looseObject({ name: z.string(), memoryMB: z.number().default(512) }),
    storage: z.looseObject({ entities: z.array(entitySchema).default([]) }).default({ entities: [] }),
  }),
  modules: z.record(z.string(), z.array(moduleSchema)),
  resources: z.array(z.looseObject({ key: z.string(), path: z.string() })).default([]),
  translations: translationsSchema.optional(),
  permissions: z
    .looseObject({
      scopes: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
      external: z
        .looseObject({ fetch: z.looseObject({ backend: z.array(egressEntry).default([]) }).optional() })
        .optional(),
    })
    .default({ scopes: [] }),
});

/** A module of the manifest, with the properties that every kind may carry; the rest is kept untyped. */
export type ManifestModule = z.infer<typeof moduleSchema>;

/** By their text: a sandbox is started again and again with the same one. */
const read = new Map<string, z.infer<typeof manifestSchema>>();

/** The parts of manifest.yml that a Forge host acts on. Source: Forge's manifest reference. */
export class Manifest {
  readonly translations: Translations;

  private constructor(
    readonly directory: string,
    private readonly document: z.infer<typeof manifestSchema>,
  ) {
    this.translations = new Translations(directory, document.translations);
  }

  /** @throws {z.ZodError} when the file does not have a manifest's shape. */
  static read(directory: string): Manifest {
    const text = readFileSync(join(directory, 'manifest.yml'), 'utf8');
    const known = read.get(text) ?? manifestSchema.parse(parse(text));
    read.set(text, known);
    return new Manifest(directory, known);
  }

  /** The UUID at the end of the app's ARI; also the key of the property that portal create panels write. */
  get appId(): string {
    return this.document.app.id.split('/')[1] ?? this.document.app.id;
  }

  get memoryMB(): number {
    return this.document.app.runtime.memoryMB;
  }

  /** Custom entities of the key-value store. */
  get entities(): readonly DeclaredEntity[] {
    return this.document.app.storage.entities;
  }

  get scopes(): readonly string[] {
    const { scopes } = this.document.permissions;
    return Array.isArray(scopes) ? scopes : Object.keys(scopes);
  }

  /** Scopes that hold also for calls in the name of somebody who is not there. */
  get impersonationScopes(): readonly string[] {
    const { scopes } = this.document.permissions;
    if (Array.isArray(scopes)) return [];
    return Object.entries(scopes).flatMap(([scope, options]) =>
      member(options, 'allowImpersonation') === true ? [scope] : [],
    );
  }

  /** The scopes and the hosts that the app was granted, in the shape in which a surface's context has them. */
  get permissions(): Readonly<Record<string, unknown>> {
    const { external = {} } = this.document.permissions;
    return { scopes: this.scopes, external };
  }

  /** Addresses that the back end may fetch from, in the notation of `@forge/egress`. */
  get egress(): readonly string[] {
    const entries = this.document.permissions.external?.fetch?.backend ?? [];
    return entries.flatMap((entry) => (typeof entry === 'string' ? [entry] : (entry.address ?? [])));
  }

  /** The keys at its root, and of its parts that have a fixed list of keys, as `app.runtime`. */
  get parts(): readonly string[] {
    const { app, permissions } = this.document;
    return [
      ...Object.keys(this.document),
      ...Object.keys(app).map((key) => `app.${key}`),
      ...Object.keys(permissions).map((key) => `permissions.${key}`),
    ];
  }

  modulesOf(type: string): readonly ManifestModule[] {
    return this.document.modules[type] ?? [];
  }

  /** The kinds of module, besides functions themselves, that refer to a function. */
  typesUsing(functionKey: string): readonly string[] {
    return Object.entries(this.document.modules).flatMap(([type, modules]) =>
      type !== 'function' && modules.some((module) => refersTo(module, functionKey)) ? [type] : [],
    );
  }

  get moduleTypes(): readonly string[] {
    return Object.keys(this.document.modules);
  }

  /** @throws {Error} when no module has that key. */
  module(key: string): { type: string; module: ManifestModule } {
    for (const [type, modules] of Object.entries(this.document.modules)) {
      const module = modules.find((candidate) => candidate.key === key);
      if (module) return { type, module };
    }
    throw new Error(`manifest.yml has no module '${key}'`);
  }

  /** `index.onIssue` of a function key. @throws {Error} when the function is not declared. */
  handlerOf(functionKey: string): { file: string; export: string } {
    const handler = this.modulesOf('function').find((module) => module.key === functionKey)?.['handler'];
    if (typeof handler !== 'string') throw new Error(`manifest.yml declares no function '${functionKey}'`);
    const dot = handler.lastIndexOf('.');
    return { file: handler.slice(0, dot), export: handler.slice(dot + 1) };
  }

  get resources(): readonly { key: string; path: string }[] {
    return this.document.resources;
  }
}

function refersTo(value: unknown, functionKey: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) =>
    key === 'function' ? inner === functionKey : refersTo(inner, functionKey),
  );
}
