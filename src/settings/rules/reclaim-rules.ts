/** How a company takes seats back. */
export interface ReclaimRules {
  /** Whether idle seats are looked for every night. */
  readonly isSweeping: boolean;
  /** How long a holder has to answer, and then once more. */
  readonly answerDays: number;
  readonly reminderDays: number;
  /** How long somebody who keeps a seat is left alone. */
  readonly keepDays: number;
  /** The most cases one run may open: so many, and so much of a pool. */
  readonly mostCases: number;
  readonly mostShare: number;
  /** Keys of applications in which access may go on past its end. */
  readonly keptPastEnd: readonly string[];
}

export const USUAL_RULES: ReclaimRules = {
  isSweeping: false,
  answerDays: 7,
  reminderDays: 3,
  keepDays: 90,
  mostCases: 50,
  mostShare: 0.2,
  keptPastEnd: [],
};
