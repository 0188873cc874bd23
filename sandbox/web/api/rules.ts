import { write } from './http';

export const saveInputs = (actionKey: string, inputs: unknown): Promise<unknown> =>
  write('PUT', `/sandbox/api/rules/${encodeURIComponent(actionKey)}`, inputs);
