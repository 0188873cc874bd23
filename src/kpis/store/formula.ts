import type { SqlParam } from '../../common/store/database';
import type { KpiScope } from '../rules/kpi';

/** What one figure counts: which records, and which of them are hits. */
export interface Formula {
  readonly from: string | ((asked: Asked) => string);
  /** @returns values for the question marks in `from` */
  readonly params: (asked: Asked) => readonly SqlParam[];
  /** Milliseconds since the epoch; null for what counts as of now. */
  readonly at: string | null;
  readonly hits: string;
  /** @returns values for the question marks in `hits` */
  readonly hitsParams?: (asked: Asked) => readonly SqlParam[];
  readonly of: string;
  /** Of how many nobody knows whether they are hits; zero where it is left out. */
  readonly unknown?: string;
  /** 1 for what is held, of which the last that was seen of a time counts; 0 where it is left out. */
  readonly held?: string;
  /** Which of the records are tickets, where not all are. */
  readonly tickets?: Formula;
  /** What the ticket behind a record took; null where no ticket stands behind it. */
  readonly elapsed: string | null;
}

export interface Asked {
  readonly projectId: string;
  /** Milliseconds since the epoch, rising: where parts of the time begin, and where the last one ends. */
  readonly edges: readonly number[];
  readonly scope: KpiScope;
  readonly now: number;
}

export const fromOf = ({ from }: Formula, asked: Asked): string =>
  typeof from === 'string' ? from : from(asked);

export const inProject = ({ projectId, edges }: Asked): SqlParam[] => [
  projectId,
  edges[0] ?? 0,
  edges.at(-1) ?? 0,
];
