import { Pagination } from '@forge/react';

interface Props {
  readonly label: string;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** Turns the pages of a list that the server keeps; nothing while there is one only. */
export const Pages = ({ label, page, pages, onPage }: Props) =>
  pages < 2 ? (
    <></>
  ) : (
    <Pagination
      pages={Array.from({ length: pages }, (_, index) => index + 1)}
      selectedIndex={page}
      label={label}
      onChange={(_event, chosen) => {
        onPage(Number(chosen) - 1);
      }}
    />
  );
