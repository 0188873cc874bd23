import { randomUUID } from 'node:crypto';
import { installationMeters, type InstallationMeters } from './installation-meters';
import { ObjectStore, type SavedObjects } from './objects/object-store';
import type { ProductSite } from './product';
import type { DeclaredEntity } from './seam/kvs-entities';
import { KvsStore, type SavedKvs } from './seam/kvs-store';
import type { SqlEngine } from './sql/engine';
import { MysqlEngine } from './sql/mysql-engine';
import { SqliteEngine } from './sql/sqlite-engine';

/** An app on one site: its identity there and its own storage, which no other installation sees. */
export interface Installation {
  readonly id: string;
  readonly site: ProductSite;
  readonly environmentId: string;
  /** `ari:cloud:jira::site/<cloudId>`, what the SDK calls the installation context. */
  readonly context: string;
  readonly appAccountId: string;
  readonly kvs: KvsStore;
  readonly objects: ObjectStore;
  readonly sql: SqlEngine;
  readonly meters: InstallationMeters;
  readonly installedAt: number;
  /** Of the app, `major.minor.patch`; changes with an upgrade. */
  version: string;
}

/** How an experiment changes what an installation is given. */
export interface InstallationChanges {
  /** Stands between the app and its database. */
  readonly aroundSql?: (engine: SqlEngine) => SqlEngine;
  /** Whether quotas by time are not enforced. */
  readonly hasNoRates?: boolean;
}

/**
 * @param sqlUrl of a MySQL-dialect server; without it each installation gets an SQLite database in memory
 * @param entities that the app's manifest declares
 */
export async function createInstallation(
  site: ProductSite,
  appName: string,
  now: () => number,
  sqlUrl: string | undefined,
  entities: readonly DeclaredEntity[],
  { aroundSql = (engine) => engine, hasNoRates = false }: InstallationChanges = {},
): Promise<Installation> {
  const id = randomUUID();
  const meters = installationMeters(hasNoRates);
  const sql = sqlUrl
    ? await MysqlEngine.open(sqlUrl, `sandbox_${id.replaceAll('-', '')}`)
    : SqliteEngine.inMemory();
  return {
    id,
    site,
    environmentId: '00000000-0000-4000-8000-5ea7c0ffee00',
    context: `ari:cloud:jira::site/${site.cloudId}`,
    appAccountId: site.addAppUser(appName),
    kvs: new KvsStore(now, meters, entities),
    objects: new ObjectStore(now),
    sql: aroundSql(sql),
    meters,
    installedAt: now(),
    version: '1.0.0',
  };
}

/** An installation without its database, as data for a structured clone. */
export interface SavedInstallation {
  readonly id: string;
  readonly cloudId: string;
  readonly environmentId: string;
  readonly appAccountId: string;
  readonly installedAt: number;
  readonly version: string;
  readonly kvs: SavedKvs;
  readonly objects: SavedObjects;
}

/** @param file that the database is written into; it must not be there yet */
export function saveInstallation(installation: Installation, file: string): SavedInstallation {
  const { id, site, environmentId, appAccountId, installedAt, version, kvs, objects, sql } = installation;
  if (!(sql instanceof SqliteEngine)) throw new Error('only SQLite can be kept, not a database server');
  sql.saveTo(file);
  return {
    id,
    cloudId: site.cloudId,
    environmentId,
    appAccountId,
    installedAt,
    version,
    kvs: kvs.save(),
    objects: objects.save(),
  };
}

export function restoreInstallation(
  saved: SavedInstallation,
  file: string,
  site: ProductSite,
  now: () => number,
  entities: readonly DeclaredEntity[],
): Installation {
  const { id, environmentId, appAccountId, installedAt, version } = saved;
  const meters = installationMeters();
  const kvs = new KvsStore(now, meters, entities);
  kvs.restore(saved.kvs);
  const objects = new ObjectStore(now);
  objects.restore(saved.objects);
  const sql = SqliteEngine.copyOf(file);
  const context = `ari:cloud:jira::site/${site.cloudId}`;
  return { id, site, environmentId, context, appAccountId, kvs, objects, sql, meters, installedAt, version };
}
