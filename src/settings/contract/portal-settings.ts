import * as z from '#zod';
import { ORDER_SCOPES } from '../rules/order-scope';

export const portalSettingsSchema = z.lazy(() =>
  z.strictObject({
    /** For whom a customer may ask for access besides themselves. */
    orderFor: z.enum(ORDER_SCOPES),
    /** Whether customers see what a tier costs. */
    showsPrices: z.boolean(),
  }),
);
