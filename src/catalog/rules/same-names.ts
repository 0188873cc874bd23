import { foldedText } from '../../common/rules/folded-text';
import { catalogMessages } from './messages';

/** What a document gives a key and mostly a name. */
export interface Named {
  readonly key: string;
  readonly name?: string;
}

/** An item that what somebody writes could mean as well as an earlier one. */
export interface NameClash {
  /** Of the later one. */
  readonly index: number;
  readonly message: string;
}

/** Items that have the key or, as names are compared, the name of an earlier one, or one for the other. */
export function nameClashes(items: readonly Named[]): NameClash[] {
  const known = new Map<string, Named>();
  return items.flatMap((item, index) => {
    const clashing = new Set<Named>();
    for (const word of wordsOf(item)) {
      const earlier = known.get(word);
      if (earlier) clashing.add(earlier);
      else known.set(word, item);
    }
    return [...clashing].map((earlier) => ({ index, message: clashText(item, earlier) }));
  });
}

const wordsOf = ({ key, name }: Named): ReadonlySet<string> =>
  new Set([key, ...(name === undefined ? [] : [foldedText(name)])]);

const clashText = (item: Named, earlier: Named): string =>
  item.key === earlier.key || item.name === undefined || earlier.name === undefined
    ? catalogMessages.document.usedTwice(item.key)
    : catalogMessages.document.sameName(item.name, item.key, earlier.name, earlier.key);
