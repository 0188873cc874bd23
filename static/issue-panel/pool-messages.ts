export const title = (pool: string): string => `${pool} license pool`;
export const idlest = 'Longest-idle holders';
export const inactive = (since: string | null, source: string, asOf: string): string =>
  `${since === null ? 'no activity on record' : `no activity since ${since}`} (${source}, ${asOf})`;
export const free = (seats: number): string => `${seats} free`;
export const keepsPosition = 'this request keeps its earlier position in the queue';
export const seatReleased = 'the seat held for this request was released';
export const waiting = (requests: number): string => `${requests} waiting`;
export const price = (price: string): string => `${price} per seat`;
export const contractEnd = (day: string): string => `a contract ends ${day}`;
export const seatHeld = (slot: number): string => `seat ${slot} is held for this request`;
export const seatAssigned = (slot: number): string => `this request has seat ${slot}`;
