import { Box, Inline, Label, Select, xcss } from '@forge/react';
import { useState } from 'react';
import { SEATS_AN_EXPORT } from '../../src/contracts/export-limits';
import type { PoolRow } from '../../src/contracts/pools';
import type { SeatState } from '../../src/domain/pool/pool';
import { ExportText } from '../components/export-text';
import { seatsWords } from './catalog-words';
import { call } from './use-pools';

const partWidth = xcss({ width: '200px' });

interface Part {
  readonly label: string;
  readonly value: number;
}

interface Props {
  readonly pool: PoolRow;
  /** Null for seats in every state. */
  readonly state: SeatState | null;
  /** How many there are of them. */
  readonly total: number;
}

const partOf = (value: number, total: number): Part => {
  const first = value * SEATS_AN_EXPORT + 1;
  return { value, label: `${first} to ${Math.min(total, first + SEATS_AN_EXPORT - 1)} of ${total}` };
};

/** The shown seats as CSV; of very many of them a part at a time. */
export const ExportSeats = ({ pool, state, total }: Props) => {
  const [wanted, setWanted] = useState(0);
  const parts = Math.max(1, Math.ceil(total / SEATS_AN_EXPORT));
  const part = partOf(Math.min(wanted, parts - 1), total);
  const name = `${pool.application} ${pool.tier}`;
  return (
    <Inline space="space.100" alignBlock="end" shouldWrap>
      {parts > 1 && (
        <Box xcss={partWidth}>
          <Label labelFor="exported-seats">Seats to export</Label>
          <Select
            inputId="exported-seats"
            options={Array.from({ length: parts }, (_, index) => partOf(index, total))}
            value={part}
            onChange={(chosen: Part | null) => {
              setWanted(chosen?.value ?? 0);
            }}
          />
        </Box>
      )}
      {total > 0 && (
        <ExportText
          label={parts > 1 ? 'Export as CSV' : `Export ${seatsWords(total)} as CSV`}
          title={`${name} as CSV: ${parts > 1 ? `seats ${part.label}` : seatsWords(total)}`}
          language="text"
          note="Copy it into a file. Times are in UTC; people are named by their account id, or the login that a list has."
          load={async () =>
            (await call('pools/export', { poolId: pool.poolId, state, part: part.value })).text
          }
        />
      )}
    </Inline>
  );
};
