import * as z from '#zod';
import { bringSchemaUpToDate } from '../../common/store/migrations';
import { defineTrigger } from './define-trigger';

/**
 * `avi:forge:installed:app` and `avi:forge:upgraded:app`. The latter comes for a new major version only; after any other
 * the reconcile brings the schema up to date.
 * @see https://developer.atlassian.com/platform/forge/events-reference/life-cycle/
 */
export const onLifecycle = defineTrigger('lifecycle', z.unknown(), bringSchemaUpToDate);
