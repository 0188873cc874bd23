import type { FaultKind } from './faults/fault-plan';
import type { Installation } from './installation';
import type { UiPlace } from './realtime/realtime-channels';

/** What follows from one first cause: an invocation, the events that it pushes, what their consumers push, and so on. */
export interface CausalChain {
  pushes: number;
}

/** One run of one function that somebody asks for. */
export interface Call {
  readonly installation: Installation;
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly cause: string;
  readonly accountId?: string | undefined;
  readonly subject?: string | undefined;
  readonly input: readonly unknown[];
  /** What this run follows from; it begins a chain of its own when absent. */
  readonly chain?: CausalChain;
  /** Of the surface that calls. */
  readonly uiPlace?: UiPlace;
  /** What happened to its delivery. */
  readonly faults?: readonly FaultKind[];
}
