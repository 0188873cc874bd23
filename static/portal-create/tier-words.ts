import type { OfferedTier } from '../../src/flows/contract/portal';
import { priceWords } from '../lib/words';
import { portalCreateMessages } from './messages';

const messages = portalCreateMessages.tierOffer;

/** `Premium: edit, libraries · €45.00 a month · 1 seat left` */
export function tierWords({ name, summary, price, free, purchased }: OfferedTier, locale: string): string {
  const parts = [summary === '' ? name : messages.named(name, summary)];
  if (price) parts.push(priceWords(price, locale));
  parts.push(purchased === 0 || free === 0 ? messages.noSeats : messages.seatsLeft(free));
  return parts.join(' · ');
}
