import type { OfferedTier } from '../../src/flows/contract/portal';
import { seatPriceWords } from '../lib/words';
import * as messages from './tier-messages';

/** `Premium: edit, libraries · €45.00 a month · seat available` */
export function tierWords(
  { name, summary, prices, hasFreeSeat, isHeld }: OfferedTier,
  forSelf: boolean,
  locale: string,
): string {
  const parts = [summary === '' ? name : messages.named(name, summary)];
  const price = seatPriceWords(prices, locale);
  if (price !== null) parts.push(price);
  if (isHeld && forSelf) parts.push(messages.held);
  else parts.push(hasFreeSeat ? messages.seatFree : messages.full);
  return parts.join(' · ');
}
