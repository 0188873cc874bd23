import type { ReactNode } from 'react';

interface LinesProps {
  readonly count: number;
  readonly label?: string;
}

const WIDTHS = ['62%', '94%', '88%', '71%', '90%', '55%'];

/** Lines of text to come. */
export function Lines({ count, label = 'Loading' }: LinesProps): ReactNode {
  return (
    <div role="status" aria-label={label} className="skeleton-lines">
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="skeleton" style={{ width: WIDTHS[index % WIDTHS.length] }} />
      ))}
    </div>
  );
}

interface RowsProps {
  readonly rows: number;
  readonly columns: number;
  readonly label?: string;
}

/** A table to come, in its final row height. */
export function Rows({ rows, columns, label = 'Loading table' }: RowsProps): ReactNode {
  return (
    <div role="status" aria-label={label} className="skeleton-table">
      {Array.from({ length: rows }, (_row, row) => (
        <div key={row} className="skeleton-row">
          {Array.from({ length: columns }, (_column, column) => (
            <span key={column} className="skeleton" />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A box to come, such as a card. */
export function Cards({ count, height }: { readonly count: number; readonly height: number }): ReactNode {
  return (
    <div role="status" aria-label="Loading" className="cards">
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className="skeleton skeleton-card" style={{ height }} />
      ))}
    </div>
  );
}
