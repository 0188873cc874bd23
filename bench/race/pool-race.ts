import { madeUpCompany } from '../../sandbox/company/company';
import { appBundle, bundleFunctions, type AppBundle } from '../../sandbox/forge/app-bundle';
import { Manifest } from '../../sandbox/forge/manifest';
import type { SqlEngine } from '../../sandbox/forge/sql/engine';
import { SnapshotEngine } from '../../sandbox/forge/sql/snapshot-engine';
import { SqliteEngine } from '../../sandbox/forge/sql/sqlite-engine';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { seededRandom } from '../../sandbox/seeded-random';
import { member } from '../../sandbox/untyped';
import { join } from 'node:path';
import { Turnstile } from './turnstile';

export const REQUESTS = 200;
export const SEATS = 50;

/** Faults to put into the app on purpose, each with the text of the bundle that it changes. */
const PLANTS: Readonly<Record<string, Plant>> = {
  // the seat that a statement names is taken whoever has it by now
  'double-seat': {
    from: "WHERE pool_id = ? AND slot = ? AND state = 'free'\n       AND EXISTS",
    to: 'WHERE pool_id = ? AND slot = ?\n       AND EXISTS',
    onSnapshots: false,
  },
  // a seat that is taken and a position that is given up at the same time, with nobody to notice
  'write-skew': {
    from: "AND state = 'held' AND NOT EXISTS",
    to: "AND state = 'held' AND 1 = 0 AND NOT EXISTS",
    onSnapshots: true,
  },
};

interface Plant {
  readonly from: string;
  readonly to: string;
  /** Whether it takes statements that read one snapshot to see it. */
  readonly onSnapshots: boolean;
}

/** How many statements read one snapshot at most, and for how long one waits for others. */
const ON_ONE_SNAPSHOT = 24;
const TURNS_TOGETHER = 6;

export const plantNames = (): string[] => Object.keys(PLANTS);

/** One request of a race. */
interface SeatRequest {
  readonly poolId: string;
  readonly issueId: string;
  readonly holderId: string;
  readonly since: number;
}

export interface RaceResult {
  readonly violations: readonly string[];
  readonly kills: number;
  readonly seats: number;
  readonly waiting: number;
}

const KILL_RATE = 0.01;
const RACES_A_SANDBOX = 25;

/** Races for the seats of a pool, one after the other in one installation, each with a pool of its own. */
export class PoolRaces {
  private sandbox: Sandbox | undefined;
  private turnstile: Turnstile | undefined;
  private races = 0;
  private killRate = 0;
  private kills = 0;

  private constructor(
    private readonly bundle: AppBundle,
    private readonly sqlUrl: string | undefined,
    private readonly onSnapshots: boolean,
  ) {}

  /**
   * @param plant a fault to put into the app, by name
   * @param sqlUrl of a MySQL-dialect server; SQLite in memory when absent
   * @param onSnapshots whether statements that are under way at once read one snapshot, which SQLite alone can show
   * @throws {Error} when the fault cannot be put in any more
   */
  static async prepare(plant?: string, sqlUrl?: string, onSnapshots = false): Promise<PoolRaces> {
    const bundle = await bundleFunctions(Manifest.read(join(__dirname, 'app')));
    const planted = plant === undefined ? undefined : PLANTS[plant];
    if (!planted) return new PoolRaces(bundle, sqlUrl, onSnapshots);
    const handlers = Object.entries(bundle.handlers).map(
      ([file, handler]) =>
        [file, { ...handler, code: handler.code.replaceAll(planted.from, planted.to) }] as const,
    );
    const changed = appBundle(Object.fromEntries(handlers));
    if (changed.digest === bundle.digest) throw new Error(`the app has changed: plant ${plant} elsewhere`);
    return new PoolRaces(changed, sqlUrl, onSnapshots || planted.onSnapshots);
  }

  async stop(): Promise<void> {
    await this.sandbox?.stop();
    this.sandbox = undefined;
  }

  /**
   * Has 200 requests want one of 50 seats at the same time, some of them twice; then fulfills, withdraws and gives
   * up many of them at once, while processes die between any two statements. What was cut off is asked for again,
   * as the platform and the reconcile do.
   */
  async run(seed: number): Promise<RaceResult> {
    await this.freshSandbox();
    const random = seededRandom(seed);
    if (this.turnstile) this.turnstile.random = random;
    this.kills = 0;
    const application = `race-${seed}`;
    const poolId = `${application}/standard`;
    await this.ask('prepare', { application, tier: 'standard', seats: SEATS });
    const seatRequests = Array.from({ length: REQUESTS }, (_, index): SeatRequest => ({
      poolId,
      issueId: `${seed}-${index}`,
      holderId: `person-${index}`,
      since: 1_000 + Math.floor(random() * REQUESTS),
    }));
    this.setRandomKills(random);
    const said = new Map<SeatRequest, unknown>();
    const twice = seatRequests.filter(() => random() < 0.1);
    await Promise.all(
      [...seatRequests, ...twice].map(async (seatRequest) =>
        said.set(seatRequest, await this.insist('want', seatRequest)),
      ),
    );
    const violations = await this.check(poolId, seatRequests, said);
    const queue = await this.queueOf(poolId);
    const { seats, waiting } = await this.count(poolId);
    if (seats !== SEATS) violations.push(`${seats} seats are taken`);
    if (waiting !== REQUESTS - SEATS) violations.push(`${waiting} requests wait`);

    const changed = await this.change(seatRequests, random);
    const leavers = new Set([...changed, ...(await this.cross(poolId, seatRequests, random))]);
    await this.insist('reconcile', {});
    violations.push(...(await this.checkQueue(poolId, queue, leavers)), ...(await this.heldInVain(poolId)));
    return { violations, kills: this.kills, seats, waiting };
  }

  /** Ends half of the requests in one way or another, all at once. @returns those that are out by their own will */
  private async change(seatRequests: readonly SeatRequest[], random: () => number): Promise<string[]> {
    const seated = new Set(
      await this.column(`SELECT issue_id FROM seat WHERE issue_id LIKE ?`, seatRequests[0]),
    );
    const left: string[] = [];
    await Promise.all(
      seatRequests.map(async (seatRequest) => {
        const drawn = random();
        const isSeated = seated.has(seatRequest.issueId);
        if (isSeated && drawn < 0.4) {
          left.push(seatRequest.issueId);
          await this.insist('fulfill', seatRequest);
          await this.insist('reclaim', seatRequest);
        } else if (drawn < 0.55) {
          left.push(seatRequest.issueId);
          await this.insist('withdraw', seatRequest);
        } else if (!isSeated && drawn < 0.65) {
          left.push(seatRequest.issueId);
          await this.insist('give-up', seatRequest);
        } else if (drawn < 0.75) {
          await this.insist('want', seatRequest);
        }
      }),
    );
    return left;
  }

  /**
   * Again and again a seat comes free, and whoever is next gives up their position just when they get it.
   * @returns those that gave up
   */
  private async cross(
    poolId: string,
    seatRequests: readonly SeatRequest[],
    random: () => number,
  ): Promise<string[]> {
    const left: string[] = [];
    await this.insist('reconcile', {});
    for (let round = 0; round < CROSSINGS; round++) {
      const [next] = await this.queueOf(poolId);
      const held = await this.rows(`SELECT issue_id FROM seat WHERE pool_id = ? AND state = 'held'`, poolId);
      const [leaver, quitter] = [held.at(round % Math.max(1, held.length))?.['issue_id'], next].map((id) =>
        seatRequests.find(({ issueId }) => issueId === id),
      );
      if (!leaver || !quitter) break;
      left.push(leaver.issueId, quitter.issueId);
      await Promise.all([
        this.insist('withdraw', leaver),
        turns(Math.floor(random() * MOST_TURNS)).then(() => this.insist('give-up', quitter)),
      ]);
    }
    return left;
  }

  private async check(
    poolId: string,
    seatRequests: readonly SeatRequest[],
    said: ReadonlyMap<SeatRequest, unknown>,
  ): Promise<string[]> {
    const rows = await this.rows(
      `SELECT slot, state, issue_id, holder_id FROM seat WHERE pool_id = ? AND state <> 'free'`,
      poolId,
    );
    const owners = rows.map((row) => String(row['issue_id']));
    const violations = repeatsOf(owners).map((issueId) => `${issueId} has two seats`);
    violations.push(
      ...repeatsOf(rows.map((row) => String(row['holder_id']))).map((id) => `${id} has two seats`),
    );
    for (const seatRequest of seatRequests) {
      const has = owners.includes(seatRequest.issueId);
      const answer = said.get(seatRequest);
      // a request that was told to wait may have been served since; one that was told of a seat must have it
      if (answer === 'held' && !has)
        violations.push(`${seatRequest.issueId} was told of a seat that it has not`);
      if (answer !== 'held' && answer !== 'waiting')
        violations.push(`${seatRequest.issueId} was told ${String(answer)}`);
    }
    return violations;
  }

  /** Whoever got a seat since stood before everybody who still waits. */
  private async checkQueue(
    poolId: string,
    queue: readonly string[],
    leavers: ReadonlySet<string>,
  ): Promise<string[]> {
    const rows = await this.rows(`SELECT slot, state, issue_id FROM seat WHERE pool_id = ?`, poolId);
    const owners = new Set(rows.flatMap(({ issue_id: id, state }) => (state === 'free' ? [] : [String(id)])));
    const violations: string[] = [];
    if (rows.length !== SEATS) violations.push(`the pool has ${rows.length} slots`);
    const waiting = queue.filter((issueId) => !owners.has(issueId) && !leavers.has(issueId));
    const free = rows.filter(({ state }) => state === 'free').length;
    if (free > 0 && waiting.length > 0)
      violations.push(`${free} seats are free while ${waiting.length} wait`);
    const firstWaiting = queue.findIndex((issueId) => waiting.includes(issueId));
    const passed = queue.findIndex((issueId, index) => index > firstWaiting && owners.has(issueId));
    if (firstWaiting >= 0 && passed >= 0)
      violations.push(`${queue[passed] ?? ''} was served before ${queue[firstWaiting] ?? ''}`);
    return violations;
  }

  /** Whoever is not in the queue any more holds no seat. */
  private async heldInVain(poolId: string): Promise<string[]> {
    const rows = await this.rows(
      `SELECT s.issue_id FROM seat s LEFT JOIN waitlist w ON w.issue_id = s.issue_id
       WHERE s.pool_id = ? AND s.state = 'held' AND (w.issue_id IS NULL OR w.given_up_at IS NOT NULL)`,
      poolId,
    );
    return rows.map((row) => `${String(row['issue_id'])} left the queue and holds a seat`);
  }

  private async queueOf(poolId: string): Promise<string[]> {
    const rows = await this.rows(
      `SELECT w.issue_id FROM waitlist w WHERE w.pool_id = ? AND w.given_up_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = w.issue_id)
       ORDER BY w.priority DESC, w.since, w.issue_id`,
      poolId,
    );
    return rows.map((row) => String(row['issue_id']));
  }

  private async count(poolId: string): Promise<{ seats: number; waiting: number }> {
    const taken = await this.rows(`SELECT slot FROM seat WHERE pool_id = ? AND state <> 'free'`, poolId);
    return { seats: taken.length, waiting: (await this.queueOf(poolId)).length };
  }

  private async column(statement: string, seatRequest: SeatRequest | undefined): Promise<string[]> {
    const seed = seatRequest?.issueId.split('-')[0] ?? '';
    return (await this.rows(statement, `${seed}-%`)).map((row) => String(row['issue_id']));
  }

  private async rows(statement: string, ...params: unknown[]): Promise<readonly Record<string, unknown>[]> {
    const { sql } = this.world().host.installationOf(this.site());
    const rows = await sql.execute(statement, params, 'select');
    return Array.isArray(rows) ? (rows as readonly Record<string, unknown>[]) : [];
  }

  /** Asks until it is done, however often the process dies. */
  private async insist(name: string, payload: unknown): Promise<unknown> {
    for (let attempt = 0; attempt < 200; attempt++) {
      try {
        return await this.ask(name, payload);
      } catch {
        // killed, or many wanted the same at once: the platform delivers again, the reconcile looks again
      }
    }
    throw new Error(`${name} never came to an end`);
  }

  private async ask(name: string, payload: unknown): Promise<unknown> {
    const result = await this.world().host.invokeResolverUnchecked({
      site: this.site(),
      moduleKey: 'race',
      accountId: 'racer',
      functionKey: name,
      payload,
      extension: { type: 'jira:projectPage' },
    });
    return member(result, 'answer');
  }

  private setRandomKills(random: () => number): void {
    this.killRate = KILL_RATE;
    this.world().host.interferer = ({ remote }) => {
      if (remote !== 'sql' || random() >= this.killRate) return undefined;
      this.kills += 1;
      return random() < 0.5 ? 'kill-before' : 'kill-after';
    };
  }

  private async freshSandbox(): Promise<void> {
    if (this.sandbox && this.races++ % RACES_A_SANDBOX !== 0) {
      this.sandbox.host.interferer = undefined;
      return;
    }
    this.races = 1;
    await this.sandbox?.stop();
    const aroundSql = (engine: SqlEngine): SqlEngine =>
      (this.turnstile =
        this.onSnapshots && engine instanceof SqliteEngine
          ? new Turnstile(new SnapshotEngine(engine, TURNS_TOGETHER), ON_ONE_SNAPSHOT)
          : new Turnstile(engine));
    this.sandbox = await Sandbox.start({
      directory: join(__dirname, 'app'),
      appName: 'Race',
      sites: [madeUpCompany().site],
      startAt: Date.UTC(2026, 0, 5, 9),
      bundle: this.bundle,
      sqlUrl: this.sqlUrl,
      hangMs: 600_000,
      changes: { aroundSql, hasNoRates: true },
    });
  }

  private world(): Sandbox {
    if (!this.sandbox) throw new Error('no race has begun');
    return this.sandbox;
  }

  private site(): SandboxSite {
    return this.world().site();
  }
}

const CROSSINGS = 15;
const MOST_TURNS = 60;

/** Lets the others go on for a while. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const repeatsOf = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);
