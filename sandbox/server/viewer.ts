import type { Context } from 'hono';
import type { Account } from '../jsm/model';

/** Finds out who looks at a page, by the cookie that the switch of person sets. */
export type Viewer = (context: Context) => Account | undefined;
