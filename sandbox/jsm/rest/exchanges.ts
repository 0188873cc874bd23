import { channel } from 'node:diagnostics_channel';

/** One REST call as it came in and went out; bodies are the text that would go over the wire. */
export interface Exchange {
  readonly method: string;
  /** With its query, without a host. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

/** Name of the channel on which every REST call of every site in this process is told, when somebody listens. */
export const EXCHANGES = 'sandbox:rest';

export const exchanges = channel(EXCHANGES);
