import * as z from 'zod';
import { Manifest } from '../../sandbox/forge/manifest';
import { checkManifest } from '../../sandbox/forge/manifest-rules';
import { unknownEvents } from '../support/known-events';
import { counted, type Check } from './check';

const VALIDATIONS = [
  'FULL',
  'PRODUCT_TRIGGER',
  'DEPRECATED_CSP_METHOD',
  'DEPRECATED_EGRESS_PERMISSIONS',
  'AGENT_PRODUCT_CONTEXT',
  'FORGE_REMOTE_COMPUTE',
] as const;

const findings = z
  .array(z.looseObject({ line: z.number().optional(), message: z.string() }))
  .nullish()
  .transform((list) => list ?? []);

/** Forge's own validator, which works for the current folder, and what the sandbox knows besides. */
export const manifestCheck: Check = {
  name: 'manifest',
  run: async (root) => {
    const { ProcessorBuilder, ValidationTypes } = await import('@forge/manifest');
    const problems: string[] = [];
    for (const type of VALIDATIONS) {
      const processor = ProcessorBuilder.instance().withValidation(ValidationTypes[type]).build();
      const { errors } = await processor.process('./manifest.yml');
      for (const { line, message } of findings.parse(errors))
        problems.push(`manifest.yml${line === undefined ? '' : `:${line}`}: ${message}`);
    }
    const manifest = Manifest.read(root);
    for (const event of unknownEvents(manifest)) problems.push(`manifest.yml: there is no event ${event}`);
    try {
      checkManifest(manifest);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
    return { problems: [...new Set(problems)], note: counted(VALIDATIONS.length, 'validation') };
  },
};
