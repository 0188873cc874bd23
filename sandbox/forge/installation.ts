import { randomUUID } from 'node:crypto';
import { installationMeters, type InstallationMeters } from './installation-meters';
import type { ProductSite } from './product';
import { KvsStore } from './seam/kvs-store';
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
  readonly sql: SqlEngine;
  readonly meters: InstallationMeters;
  readonly installedAt: number;
  /** Of the app, `major.minor.patch`; changes with an upgrade. */
  version: string;
}

/** @param sqlUrl of a MySQL-dialect server; without it each installation gets an SQLite database in memory */
export async function createInstallation(
  site: ProductSite,
  appName: string,
  now: () => number,
  sqlUrl: string | undefined,
): Promise<Installation> {
  const id = randomUUID();
  const meters = installationMeters();
  return {
    id,
    site,
    environmentId: '00000000-0000-4000-8000-5ea7c0ffee00',
    context: `ari:cloud:jira::site/${site.cloudId}`,
    appAccountId: site.addAppUser(appName),
    kvs: new KvsStore(now, meters),
    sql: sqlUrl ? await MysqlEngine.open(sqlUrl, `sandbox_${id.replaceAll('-', '')}`) : new SqliteEngine(),
    meters,
    installedAt: now(),
    version: '1.0.0',
  };
}
