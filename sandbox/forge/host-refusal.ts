/** A call that the platform turns down before the app's code runs. */
export class HostRefusal extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 413 | 429,
    message: string,
  ) {
    super(message);
    this.name = 'HostRefusal';
  }
}
