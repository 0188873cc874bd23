/** How many more than it must give a collection may hold before it sheds the rest. */
const SPARE = 1_000;

/**
 * The first few of very many in an order, without putting all of them into it. What is equal keeps the order in
 * which it came.
 */
export class FirstOf<T> {
  private kept: T[] = [];
  private worst: T | undefined;

  /** @param limit how many to keep; all of them when infinite */
  constructor(
    private readonly limit: number,
    private readonly compare: (a: T, b: T) => number,
  ) {}

  add(one: T): void {
    if (this.worst !== undefined && this.compare(one, this.worst) >= 0) return;
    this.kept.push(one);
    if (this.kept.length >= this.limit + SPARE) this.shed();
  }

  inOrder(): readonly T[] {
    this.shed();
    return this.kept;
  }

  private shed(): void {
    this.kept.sort(this.compare);
    if (this.kept.length <= this.limit) return;
    this.kept.length = this.limit;
    this.worst = this.kept.at(-1);
  }
}
