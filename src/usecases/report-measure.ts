import { listApplications } from '../adapters/sql/catalog';
import { fulfilledTickets } from '../adapters/sql/facts';
import type { GadgetConfiguration, MeasureReport } from '../contracts/lead-gadget';
import { before, reopenRate, slaAdherence, trend, type FulfilledTicket, type Rate } from '../domain/kpi/kpi';

const DAY = 86_400_000;
const MAX_TICKETS = 10_000;
const MAX_LISTED = 50;
const MAX_APPLICATIONS = 1_000;
const TREND_PARTS: Readonly<Record<GadgetConfiguration['days'], number>> = { 7: 7, 30: 10, 90: 12 };

/** A lead's measure over the last days, with its trend, the period before, and the tickets behind it. */
export async function reportMeasure(configuration: GadgetConfiguration, now: number): Promise<MeasureReport> {
  const { projectId, measure, days } = configuration;
  const period = { from: now - days * DAY, to: now };
  const current = await fulfilledTickets(projectId, period, MAX_TICKETS + 1);
  const earlier = await fulfilledTickets(projectId, before(period), MAX_TICKETS + 1);
  const compute: (tickets: readonly FulfilledTicket[]) => Rate =
    measure === 'sla-adherence' ? slaAdherence : reopenRate;
  const listed = current.filter((ticket) =>
    measure === 'sla-adherence' ? ticket.slaBreached === true : ticket.reopened,
  );
  const names = new Map((await listApplications(MAX_APPLICATIONS)).map(({ key, name }) => [key, name]));
  return {
    kind: 'report',
    configuration,
    from: period.from,
    to: period.to,
    rate: compute(current),
    before: compute(earlier),
    trend: trend(current, period, TREND_PARTS[days], compute),
    tickets: listed.slice(0, MAX_LISTED).map((ticket) => ({
      ...ticket,
      applicationName: names.get(ticket.applicationKey) ?? ticket.applicationKey,
    })),
    unmeasured: current.filter(({ slaBreached }) => slaBreached === null).length,
    tooMany: current.length > MAX_TICKETS || earlier.length > MAX_TICKETS,
  };
}
