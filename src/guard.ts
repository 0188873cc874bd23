/** The guard in a file, hence a bundle, of its own: everybody who fulfills a request waits for it. */
export { guardFulfillment } from './entry/validators/guard-fulfillment';
