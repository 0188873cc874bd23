import { channel } from 'node:diagnostics_channel';

/** What a resolver call came back with. */
export interface Answer {
  readonly functionKey: string;
  readonly result: unknown;
}

/** Name of the channel on which what every resolver call in this process answers is told, when somebody listens. */
export const ANSWERS = 'sandbox:resolver';

export const answers = channel(ANSWERS);
