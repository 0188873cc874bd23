import { DAY } from '../../common/rules/time';
import { usageMessages } from './messages';
/** What one source says of one person in one application. Times in milliseconds since the epoch, UTC. */
export interface UsageSignal {
  readonly source: string;
  /** Null when the source knows the person and has never seen them active. */
  readonly lastActiveAt: number | null;
  /** As of when the source says so. */
  readonly observedAt: number;
}

/** The last whole reading of a source for one application. */
export interface SourceReading {
  readonly source: string;
  readonly observedAt: number;
  /** How many people it knew. */
  readonly people: number;
  /** How many it had known at the last reading that was good; null for the first one. */
  readonly previousPeople: number | null;
}

export const SOURCE_STATES = ['good', 'stale', 'shrunk', 'empty'] as const;

/** - `stale`: its last reading is too old. - `shrunk`, `empty`: it knows far fewer people than before, or nobody. */
export type SourceState = (typeof SOURCE_STATES)[number];

/** After how many days a reading is too old to say that somebody is idle. */
export const STALE_DAYS = 7;

/** From which loss of people on a reading is not believed. */
export const SHRINKAGE = 0.4;

export function sourceState(reading: SourceReading, now: number): SourceState {
  const { people, previousPeople, observedAt } = reading;
  if (people === 0) return 'empty';
  if (previousPeople !== null && people <= previousPeople * (1 - SHRINKAGE)) return 'shrunk';
  return now - observedAt > STALE_DAYS * DAY ? 'stale' : 'good';
}

/** Whether somebody uses what they have; unknown is neither of the others. */
export type Usage =
  | {
      readonly kind: 'active';
      readonly lastActiveAt: number;
      readonly source: string;
      readonly observedAt: number;
    }
  | {
      readonly kind: 'inactive';
      /** The last activity, or else since when they have it; null when nobody knows. */
      readonly since: number | null;
      readonly source: string;
      readonly observedAt: number;
    }
  | { readonly kind: 'unknown'; readonly why: UnknownUsage };

/** Why nobody can say. `too-new`: they have not had it for long enough. */
export type UnknownUsage = 'no-source' | 'not-in-source' | 'stale' | 'shrunk' | 'empty' | 'too-new';

/** Why nobody can say whether somebody uses what they have, as a part of a sentence. */
export const UNKNOWN_WORDS: Readonly<Record<UnknownUsage, string>> = {
  'no-source': usageMessages.noSource,
  'not-in-source': usageMessages.notInSource,
  stale: usageMessages.stale,
  shrunk: usageMessages.shrunk,
  empty: usageMessages.empty,
  'too-new': usageMessages.tooNew,
};

/** Against what activity is held. */
export interface UsageTerms {
  readonly now: number;
  /** Days without activity that make somebody inactive. */
  readonly idleDays: number;
  /** Since when they have the seat; null when nobody knows. */
  readonly allocatedAt: number | null;
}

/**
 * Whether somebody uses an application. One sign of activity within the time is enough, whatever source it comes
 * from; that there is none counts only from sources that are good, and only if one of them knows the person.
 */
export function usageOf(
  signals: readonly UsageSignal[],
  readings: readonly SourceReading[],
  { now, idleDays, allocatedAt }: UsageTerms,
): Usage {
  const cutoff = now - idleDays * DAY;
  const newest = latest(signals);
  if (newest && newest.lastActiveAt >= cutoff) return { kind: 'active', ...newest };
  if (allocatedAt !== null && allocatedAt > cutoff) return { kind: 'unknown', why: 'too-new' };
  const good = new Set(
    readings.filter((reading) => sourceState(reading, now) === 'good').map(({ source }) => source),
  );
  // somebody whom the source has stopped naming is not known to be idle
  const trusted = signals.filter(
    ({ source, observedAt }) => good.has(source) && now - observedAt <= STALE_DAYS * DAY,
  );
  const [first] = [...trusted].sort((a, b) => b.observedAt - a.observedAt);
  if (!first) return { kind: 'unknown', why: whyUnknown(readings, good.size > 0, now) };
  return {
    kind: 'inactive',
    since: newest?.lastActiveAt ?? allocatedAt,
    source: first.source,
    observedAt: first.observedAt,
  };
}

interface Activity {
  readonly lastActiveAt: number;
  readonly source: string;
  readonly observedAt: number;
}

function latest(signals: readonly UsageSignal[]): Activity | undefined {
  const seen = signals.flatMap(({ source, lastActiveAt, observedAt }) =>
    lastActiveAt === null ? [] : [{ source, lastActiveAt, observedAt }],
  );
  return seen.sort((a, b) => b.lastActiveAt - a.lastActiveAt || b.observedAt - a.observedAt)[0];
}

function whyUnknown(readings: readonly SourceReading[], isAnyGood: boolean, now: number): UnknownUsage {
  if (readings.length === 0) return 'no-source';
  if (isAnyGood) return 'not-in-source';
  const [newest] = [...readings].sort((a, b) => b.observedAt - a.observedAt);
  const state = newest && sourceState(newest, now);
  return state === undefined || state === 'good' ? 'not-in-source' : state;
}

export const DEFAULT_IDLE_DAYS = 60;
