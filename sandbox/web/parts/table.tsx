import DynamicTable from '@atlaskit/dynamic-table';
import type { ReactNode } from 'react';
import { SidewaysScroll } from './sideways-scroll';

/** One column of a table over `T`: its head, its cell, and what it sorts by. */
export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: T) => ReactNode;
  readonly sortBy?: (item: T) => string | number;
  readonly width?: number;
}

interface TableProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly keyOf: (item: T) => string;
}

const ROWS_PER_PAGE = 20;

export function Table<T>({ label, items, columns, keyOf }: TableProps<T>): ReactNode {
  return (
    <SidewaysScroll label={label}>
      <div className="page-table">
        <DynamicTable
          label={label}
          head={{
            cells: columns.map(({ key, title, sortBy, width }) => ({
              key,
              content: title,
              isSortable: sortBy !== undefined,
              ...(width === undefined ? {} : { width }),
            })),
          }}
          rows={items.map((item) => ({
            key: keyOf(item),
            cells: columns.map(({ key, cell, sortBy }) => ({
              key: sortBy?.(item) ?? key,
              content: cell(item),
            })),
          }))}
          {...(items.length > ROWS_PER_PAGE ? { rowsPerPage: ROWS_PER_PAGE } : {})}
        />
      </div>
    </SidewaysScroll>
  );
}
