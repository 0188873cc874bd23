/** What each column of the feed says, with its unit, and when it is empty. Its documentation says the same. */
export const feedMessages = {
  facts: {
    id: 'Never changes. A later row with the same id replaces the earlier one.',
    issueId: 'Jira’s id of the ticket.',
    issueKey: 'The ticket’s key when the event was recorded.',
    kind: 'What happened: requested, approved, declined, fulfilled, reopened, or unapproved (fulfilled without a valid decision). If it is removed, the event turned out not to have happened, or its ticket was moved to another project: leave the row out.',
    happenedAt: 'When it happened, UTC.',
    application: 'Key of the application in the catalog; empty if the ticket never named one.',
    tier: 'Key of the application’s tier; empty if the ticket never named one.',
    slaGoalMs: 'Goal of the SLA measurement that ended with the event, in milliseconds; empty without one.',
    slaElapsedMs:
      'Elapsed time of that measurement in its working hours, in milliseconds; empty without one.',
    slaBreached: 'Whether that measurement missed its goal; empty without one.',
    cycle: 'Number of the ticket’s fulfillment, starting at 1; empty for other events.',
    tookMs:
      'Working time from the approval to the first fulfillment by the beneficiary’s calendar, in milliseconds; empty for other events.',
    department: 'For a fulfillment: the beneficiary’s department in the HR roster; empty if unknown.',
    assigneeId:
      'For a fulfillment: Atlassian account id of the person who fulfilled it, without name or email address; empty for other events.',
    requestTypeId: 'For a fulfillment: id of the ticket’s request type; empty if unknown.',
    changedAt: 'When the row was last written, UTC.',
  },
  kpis: {
    id: 'Identifies the KPI and its application. Never changes.',
    kpi: 'Id of the KPI.',
    name: 'Name of the KPI.',
    application: 'Key of the application; empty for the KPI as a whole.',
    unit: 'Unit of values and targets: percent, working-hours, days, seats, tickets, or score.',
    value: 'Value in the row’s unit, rounded to a hundredth; empty, never zero, if there is no data.',
    hits: 'What was counted: the number of hits, or the total of the durations in milliseconds.',
    of: 'How many records it is based on.',
    unknown: 'How many of these records have no data on whether they are hits.',
    valueBefore: 'Value for the preceding period of the same length; empty if there is no data.',
    targetFrom: 'Lower bound of the target, in the row’s unit; empty when there is no lower bound.',
    targetTo: 'Upper bound of the target, in the row’s unit; empty when there is no upper bound.',
    onTarget:
      'Whether the value is on target; empty without a value or a target, or while unknown records could change it.',
    from: 'Start of the period, UTC.',
    to: 'End of the period, UTC; the period ends just before it.',
    missing: 'For a KPI that isn’t measured: why. Empty for every KPI that is measured.',
  },
};
