import * as z from 'zod';
import { defineTrigger } from './define-trigger';

/** `avi:forge:installed:app` and `avi:forge:upgraded:app`: every trigger brings the schema up to date first. */
export const onLifecycle = defineTrigger('lifecycle', z.unknown(), () => Promise.resolve());
