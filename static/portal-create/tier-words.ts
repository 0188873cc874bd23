import type { OfferedTier } from '../../src/flows/contract/portal';
import { priceWords } from '../lib/words';

/** `Premium: edit, libraries · €45.00 a month · 1 seat left` */
export function tierWords({ name, summary, price, free, purchased }: OfferedTier): string {
  const parts = [summary === '' ? name : `${name}: ${summary}`];
  if (price) parts.push(priceWords(price));
  parts.push(
    purchased === 0 || free === 0
      ? 'no seat left right now'
      : `${free} ${free === 1 ? 'seat' : 'seats'} left`,
  );
  return parts.join(' · ');
}
