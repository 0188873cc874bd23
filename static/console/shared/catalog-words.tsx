import { Inline, Lozenge, Stack, Text } from '@forge/react';
import type { ApplicationRisk, Criticality } from '../../../src/catalog/rules/catalog';
import { DAY } from '../../../src/common/rules/time';
import type { PriceLine } from '../../../src/common/rules/seat-costs';
import type { ClockWords } from '../../lib/clock-words';
import { priceLinesWords } from '../../lib/words';
import { sharedMessages } from './messages';

const TONES = { low: 'default', medium: 'inprogress', high: 'moved', critical: 'removed' } as const;

/** How critical or how risky; nothing where nobody has judged it. */
export const Level = ({ level }: { readonly level: ApplicationRisk | Criticality | null }) =>
  level === null ? <Unknown /> : <Lozenge appearance={TONES[level]}>{sharedMessages.levels[level]}</Lozenge>;

export const Unknown = () => <Text color="color.text.subtle">{sharedMessages.unknown}</Text>;

/** What is paid for the seats of a pool, each price in a row. */
export const Prices = ({ lines }: { readonly lines: readonly PriceLine[] }) => {
  const words = priceLinesWords(lines);
  if (words.length === 0) return <Unknown />;
  return (
    <Stack>
      {words.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </Stack>
  );
};

const SOON_DAYS = 30;

/** Days from one calendar date to another. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

interface DateProps {
  /** Null where there is none. */
  readonly date: string | null;
  /** Today. */
  readonly day: string;
  readonly words: ClockWords;
}

/** By when notice has to be given, and whether that is soon or has passed. */
export const NoticeDate = ({ date, day, words }: DateProps) => {
  if (date === null) return <Unknown />;
  const left = daysBetween(day, date);
  return (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Text>{words.date(date)}</Text>
      {left < 0 && <Lozenge appearance="removed">{sharedMessages.notice.passed}</Lozenge>}
      {left >= 0 && left <= SOON_DAYS && (
        <Lozenge appearance="moved">{sharedMessages.notice.daysLeft(left)}</Lozenge>
      )}
    </Inline>
  );
};

/** The last day of a contract, marked once it has passed. */
export const EndDate = ({ date, day, words }: DateProps) =>
  date === null ? (
    <Unknown />
  ) : (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Text>{words.date(date)}</Text>
      {date < day && <Lozenge appearance="removed">{sharedMessages.ended}</Lozenge>}
    </Inline>
  );

export const seatsWords = sharedMessages.seats;

/** The note beside an exported text. */
export const EXPORT_NOTE = sharedMessages.exportNote;
