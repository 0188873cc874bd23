import { momentIn as momentInZone } from '../rules/time-zone';

/** How screens turn a date and a time of a zone into a moment. */
export const momentIn = momentInZone;
