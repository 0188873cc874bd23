import { Box, Inline, Label, Select, xcss } from '@forge/react';
import { useState } from 'react';
import { ExportText } from './export-text';
import * as messages from './export-messages';

const partWidth = xcss({ width: '200px' });

interface Part {
  readonly label: string;
  readonly value: number;
}

interface Props {
  /** What the rows are, such as `Seats`. */
  readonly what: string;
  /** Whose they are, as the title of the text begins. */
  readonly name: string;
  readonly total: number;
  readonly perPart: number;
  /** `7 seats` */
  readonly counted: (count: number) => string;
  readonly note: string;
  /** The CSV of one part, the first being 0. */
  readonly load: (part: number) => Promise<string>;
}

const partOf = (value: number, total: number, perPart: number): Part => {
  const first = value * perPart + 1;
  return { value, label: messages.part(first, Math.min(total, first + perPart - 1), total) };
};

/** Rows of a list as CSV; of very many of them a part at a time. */
export const ExportParts = ({ what, name, total, perPart, counted, note, load }: Props) => {
  const [wanted, setWanted] = useState(0);
  const parts = Math.max(1, Math.ceil(total / perPart));
  const part = partOf(Math.min(wanted, parts - 1), total, perPart);
  const id = `exported-${what.toLowerCase()}`;
  return (
    <Inline space="space.100" alignBlock="end" shouldWrap>
      {parts > 1 && (
        <Box xcss={partWidth}>
          <Label labelFor={id}>{messages.choosePart(what)}</Label>
          <Select
            inputId={id}
            options={Array.from({ length: parts }, (_, index) => partOf(index, total, perPart))}
            value={part}
            onChange={(chosen: Part | null) => {
              setWanted(chosen?.value ?? 0);
            }}
          />
        </Box>
      )}
      {total > 0 && (
        <ExportText
          label={parts > 1 ? messages.partAsCsv : messages.allAsCsv(counted(total))}
          title={
            parts > 1 ? messages.partTitle(name, what, part.label) : messages.title(name, counted(total))
          }
          note={note}
          load={() => load(part.value)}
        />
      )}
    </Inline>
  );
};
