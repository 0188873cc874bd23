import { SEATS_AN_EXPORT } from '../../../src/common/contract/export-limits';
import type { PoolRow, SeatFilter } from '../../../src/pools/contract/pools';
import { ExportParts } from '../../components/export-parts';
import { EXPORT_NOTE, seatsWords } from '../shared/catalog-words';
import { poolMessages } from './messages';
import { call } from './use-pools';

interface Props {
  readonly pool: PoolRow;
  /** Null for seats in every state. */
  readonly state: SeatFilter | null;
  /** How many there are of them. */
  readonly total: number;
}

/** The shown seats as CSV. */
export const ExportSeats = ({ pool, state, total }: Props) => (
  <ExportParts
    what={poolMessages.export.what}
    name={poolMessages.poolName(pool.application, pool.tier)}
    total={total}
    perPart={SEATS_AN_EXPORT}
    counted={seatsWords}
    note={EXPORT_NOTE}
    load={async (part) => (await call('pools/export', { poolId: pool.poolId, state, part })).text}
  />
);
