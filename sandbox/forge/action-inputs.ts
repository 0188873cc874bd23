import { z } from 'zod';
import type { ManifestModule } from './manifest';

const inputsSchema = z.record(
  z.string(),
  z.looseObject({
    type: z.enum(['string', 'integer', 'number', 'boolean']),
    required: z.boolean().default(false),
  }),
);

/** @returns why an action does not take these inputs, by what the manifest says of them */
export function faultOfInputs(
  module: ManifestModule,
  inputs: Readonly<Record<string, unknown>>,
): string | undefined {
  const declared = inputsSchema.parse(module['inputs'] ?? {});
  const unknown = Object.keys(inputs).find((name) => !(name in declared));
  if (unknown !== undefined) return `The action ${module.key} has no input '${unknown}'`;
  for (const [name, { type, required }] of Object.entries(declared)) {
    const value = inputs[name];
    if (value === undefined && required) return `The action ${module.key} needs the input '${name}'`;
    if (value !== undefined && !isOf(type, value)) return `The input '${name}' is no ${type}`;
  }
  return undefined;
}

const isOf = (type: 'string' | 'integer' | 'number' | 'boolean', value: unknown): boolean =>
  type === 'integer' ? Number.isInteger(value) : typeof value === type;
