import * as z from 'zod/mini';
import { get, read, write } from './http';

const rates = z.record(z.string(), z.number());
const answer = z.object({
  plan: z.nullable(z.object({ seed: z.number(), rates })),
  usualRates: rates,
});

/** The faults that are switched on, if any, and the rates they come with unless others are chosen. */
export type Faults = z.infer<typeof answer>;

const PATH = '/sandbox/api/faults';

export const getFaults = (): Promise<Faults> => get(answer, PATH);

/** @param seed undefined switches them off */
export const setFaults = async (seed: number | undefined): Promise<Faults> =>
  read(answer, PATH, await write('PUT', PATH, { plan: seed === undefined ? null : { seed } }));
