import type { Exchange } from '../../sandbox/jsm/rest/exchanges';
import type { Verdict } from './judge';

export interface Violation {
  readonly operation: string;
  readonly side: 'request' | 'answer';
  readonly what: string;
  /** The first test that did it. */
  readonly test: string;
  readonly times: number;
}

/** What came of all exchanges of a test run. */
export class Summary {
  private readonly operations = new Set<string>();
  private readonly found = new Map<string, Violation>();
  private readonly counts = { requests: 0, responses: 0, refused: 0, unmodelled: 0 };

  add(test: string, exchange: Exchange, verdict: Verdict): void {
    const { operation, requestFaults, answerFaults } = verdict;
    if (operation !== undefined) this.operations.add(operation);
    const name = operation ?? 'undescribed';
    if (requestFaults !== 'not judged') {
      this.counts.requests += 1;
      for (const what of requestFaults) this.note(test, name, 'request', what);
    }
    if (answerFaults !== 'not judged') {
      this.counts.responses += 1;
      for (const what of answerFaults) this.note(test, name, 'answer', `${exchange.status}: ${what}`);
    }
    if (requestFaults === 'not judged')
      this.counts[answerFaults === 'not judged' ? 'unmodelled' : 'refused'] += 1;
  }

  get violations(): readonly Violation[] {
    return [...this.found.values()];
  }

  /** The line of `--json`; a violation counts once, however often it happened. */
  get figures(): { operations: number; requests: number; responses: number; violations: number } {
    const { requests, responses } = this.counts;
    return { operations: this.operations.size, requests, responses, violations: this.found.size };
  }

  get isGood(): boolean {
    const { requests, responses } = this.counts;
    return this.found.size === 0 && requests > 0 && responses > 0;
  }

  text(): string {
    const { requests, responses, refused, unmodelled } = this.counts;
    return [
      `${this.operations.size} operations, ${requests} requests and ${responses} answers held against Atlassian's descriptions.`,
      `${refused} requests were sent to be refused; only their answers count. ${unmodelled} calls are not modelled (501).`,
      ...this.violations.map(
        ({ operation, side, what, test, times }) =>
          `\n${operation}: ${side} ${what}\n    ${times} times, first in ${test}`,
      ),
      requests === 0 ? 'Nothing was held against anything.' : `${this.found.size} violations.`,
    ].join('\n');
  }

  private note(test: string, operation: string, side: Violation['side'], what: string): void {
    // the same fault at each element of a list is one
    const general = what.replace(/\/\d+(?=\/|\s|$)/g, '/*');
    const key = `${operation} ${side} ${general}`;
    const known = this.found.get(key);
    this.found.set(key, {
      ...(known ?? { operation, side, what: general, test }),
      times: (known?.times ?? 0) + 1,
    });
  }
}
