import type { OfferedTier } from '../../src/flows/contract/portal';
import { priceWords } from '../lib/words';
import * as messages from './tier-messages';

/** `Premium: edit, libraries · €45.00 a month · seat available` */
export function tierWords(
  { name, summary, price, hasFreeSeat, waiting }: OfferedTier,
  locale: string,
): string {
  const parts = [summary === '' ? name : messages.named(name, summary)];
  if (price) parts.push(priceWords(price, locale));
  parts.push(hasFreeSeat ? messages.seatFree : messages.queue(waiting));
  return parts.join(' · ');
}
