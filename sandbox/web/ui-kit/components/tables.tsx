import DynamicTable from '@atlaskit/dynamic-table';
import type { HeadCellType, RowType } from '@atlaskit/dynamic-table/types';
import Pagination from '@atlaskit/pagination';
import { SidewaysScroll } from '../../parts/sideways-scroll';
import { partOf, type ForgeNode } from '../forge-doc';
import { NodeList } from '../node-list';
import { given, Props, testIdOf, useProps } from '../props';
import { useSurface, type Renderer, type SurfaceContext } from '../surface-context';

const ORDERS = ['ASC', 'DESC'] as const;

function headCell(node: ForgeNode, surface: SurfaceContext): HeadCellType {
  const props = new Props(node, surface);
  return {
    ...given({
      key: props.text('cellKey'),
      colSpan: props.number('colSpan'),
      isSortable: props.flag('isSortable'),
      shouldTruncate: props.flag('shouldTruncate'),
      width: props.number('width'),
    }),
    content: <NodeList nodes={node.children} />,
  };
}

function row(node: ForgeNode, surface: SurfaceContext): RowType {
  const props = new Props(node, surface);
  return {
    ...given({ key: props.text('rowKey'), isHighlighted: props.flag('isHighlighted') }),
    cells: node.children.map((cell) => {
      const cellProps = new Props(cell, surface);
      const cellKey = cellProps.raw('cellKey');
      return {
        // the key is what the table sorts by: numbers must stay numbers
        ...(typeof cellKey === 'string' || typeof cellKey === 'number' ? { key: cellKey } : {}),
        ...given({ colSpan: cellProps.number('colSpan') }),
        content: <NodeList nodes={cell.children} />,
      };
    }),
  };
}

const DynamicTableView: Renderer = ({ node }) => {
  const props = useProps(node);
  const surface = useSurface();
  const head = partOf(node, 'head').map((cell) => headCell(cell, surface));
  const emptyView = props.elements('emptyView');
  const onSetPage = props.handler('onSetPage');
  if (props.flag('isRankable')) surface.report('The sandbox does not rank the rows of a DynamicTable.');
  return (
    <SidewaysScroll label={props.text('caption') ?? props.text('label') ?? 'Table'}>
      <DynamicTable
        {...(head.length === 0 ? {} : { head: { cells: head } })}
        rows={partOf(node, 'rows').map((one) => row(one, surface))}
        {...(emptyView.length === 0 ? {} : { emptyView: <NodeList nodes={emptyView} /> })}
        {...given({
          caption: props.text('caption'),
          defaultPage: props.number('defaultPage'),
          defaultSortKey: props.text('defaultSortKey'),
          defaultSortOrder: props.choice('defaultSortOrder', ORDERS),
          highlightedRowIndex: props.number('highlightedRowIndex'),
          isFixedSize: props.flag('isFixedSize'),
          isLoading: props.flag('isLoading'),
          label: props.text('label'),
          loadingSpinnerSize: props.choice('loadingSpinnerSize', ['small', 'large'] as const),
          page: props.number('page'),
          rowsPerPage: props.number('rowsPerPage'),
          sortKey: props.text('sortKey'),
          sortOrder: props.choice('sortOrder', ORDERS),
        })}
        {...testIdOf(props)}
        {...(onSetPage ? { onSetPage: (page: number) => onSetPage(page) } : {})}
      />
    </SidewaysScroll>
  );
};

const PaginationView: Renderer = ({ node }) => {
  const props = useProps(node);
  const onChange = props.handler('onChange');
  const pages = (props.list('pages') ?? []).filter(
    (page) => typeof page === 'number' || typeof page === 'string',
  );
  return (
    <Pagination
      pages={pages}
      {...given({
        defaultSelectedIndex: props.number('defaultSelectedIndex'),
        label: props.text('label'),
        max: props.number('max'),
        nextLabel: props.text('nextLabel'),
        pageLabel: props.text('pageLabel'),
        previousLabel: props.text('previousLabel'),
        selectedIndex: props.number('selectedIndex'),
      })}
      {...testIdOf(props)}
      onChange={(_event, page) => onChange?.({ type: 'click' }, page)}
    />
  );
};

export const tables: Readonly<Record<string, Renderer>> = {
  DynamicTable: DynamicTableView,
  Pagination: PaginationView,
};
