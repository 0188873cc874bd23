import type { Interferer } from './call-faults';
import { drawArrivals, drawCallFault, type Arrival } from './draw-faults';
import { faultPlanSchema, type FaultPlan, type FaultPlanInput } from './fault-plan';

/** The faults of one plan over the life of a host: counts what happens, so that each thing gets its own draw. */
export class Faults {
  readonly plan: FaultPlan;
  private readonly counts = new Map<string, number>();

  /** @throws {ZodError} for a plan of another shape */
  constructor(plan: FaultPlanInput) {
    this.plan = faultPlanSchema.parse(plan);
  }

  /** What goes wrong with the calls of the invocation that starts now on that site. */
  duringInvocation(site: string): Interferer {
    const invocation = `${site} invocation ${this.next(`${site} invocation`)}`;
    let calls = 0;
    return (call) => drawCallFault(this.plan, `${invocation} call ${++calls}`, call);
  }

  /** How the next event of that site arrives. */
  arrivals(site: string): readonly Arrival[] {
    return drawArrivals(this.plan, `${site} delivery ${this.next(`${site} delivery`)}`);
  }

  private next(what: string): number {
    const count = (this.counts.get(what) ?? 0) + 1;
    this.counts.set(what, count);
    return count;
  }
}

export const ON_TIME: readonly Arrival[] = [{ delayMs: 0, faults: [] }];
