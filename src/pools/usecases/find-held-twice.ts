import { managesApplication, type AccessRole } from '../../people/rules/access-role';
import { readCatalog } from '../../catalog/store/catalog';
import { seatsOfSeveralTiers, type SeatOfSeveral } from '../store/seats-in-use';
import { SEATS_AN_EXPORT } from '../../common/contract/export-limits';
import {
  HELD_TWICE_A_PAGE,
  type HeldTwiceExport,
  type HeldTwiceList,
  type HeldTwiceRow,
} from '../contract/pools';
import { applicationKeyOf, poolIdOf, type Application } from '../../catalog/rules/catalog';
import { sumsOfCosts } from '../../common/rules/seat-costs';
import { heldTwice, heldTwiceCsv } from '../rules/held-twice';

/** So many people are looked at. */
const MOST_PEOPLE = 2_000;

/**
 * A page of the people who have several tiers of one application that the reader manages, with what that costs. Two
 * statements.
 */
export async function showHeldTwice(asked: number, role: AccessRole): Promise<HeldTwiceList> {
  const { found, isCut } = await findAll(role);
  const pages = Math.max(1, Math.ceil(found.length / HELD_TWICE_A_PAGE));
  const page = Math.min(asked, pages - 1);
  return {
    rows: found.slice(page * HELD_TWICE_A_PAGE, (page + 1) * HELD_TWICE_A_PAGE),
    total: found.length,
    page,
    pages,
    costs: sumsOfCosts(found.flatMap(({ costs }) => costs)),
    unpriced: found.reduce((sum, { unpriced }) => sum + unpriced, 0),
    isCut,
  };
}

/** A part of them as CSV. Two statements. */
export async function exportHeldTwice(part: number, role: AccessRole): Promise<HeldTwiceExport> {
  const { found } = await findAll(role);
  const rows = found.slice(part * SEATS_AN_EXPORT, (part + 1) * SEATS_AN_EXPORT);
  return { text: heldTwiceCsv(rows), people: rows.length, total: found.length };
}

async function findAll(
  role: AccessRole,
): Promise<{ readonly found: readonly HeldTwiceRow[]; readonly isCut: boolean }> {
  const catalog = (await readCatalog()).filter(
    (one) => managesApplication(role, one.key) && tiersOf(one).length > 1,
  );
  const seats = await seatsOfSeveralTiers(catalog.flatMap(poolsOf), MOST_PEOPLE);
  const people = byPerson(seats);
  const applications = new Map(catalog.map((application) => [application.key, application]));
  const found = [...people.values()].flatMap((theirs) => {
    const application = applications.get(applicationKeyOf(theirs[0]?.poolId ?? ''));
    return application ? rowOf(application, theirs) : [];
  });
  return { found, isCut: people.size >= MOST_PEOPLE };
}

/** An add-on is held beside another tier, so it is none too many. */
const tiersOf = ({ tiers }: Application): Application['tiers'] => tiers.filter(({ addOn }) => !addOn);

const poolsOf = (application: Application): string[] =>
  tiersOf(application).map(({ key }) => poolIdOf(application.key, key));

/** By application and person. */
function byPerson(seats: readonly SeatOfSeveral[]): ReadonlyMap<string, readonly SeatOfSeveral[]> {
  const people = new Map<string, SeatOfSeveral[]>();
  for (const seat of seats) {
    const key = `${applicationKeyOf(seat.poolId)} ${seat.holderId}`;
    people.set(key, [...(people.get(key) ?? []), seat]);
  }
  return people;
}

function rowOf(application: Application, seats: readonly SeatOfSeveral[]): readonly HeldTwiceRow[] {
  const held = tiersOf(application).flatMap(({ key, name, priceLines }) =>
    seats
      .filter(({ poolId }) => poolId === poolIdOf(application.key, key))
      .map(({ poolId, slot, since, issueKey }) => ({
        ...{ poolId, tier: name, slot, priceLines },
        ...{ since, issueKey },
      })),
  );
  const twice = heldTwice(held);
  const [first] = seats;
  return twice && first ? [{ ...twice, application: application.name, holderId: first.holderId }] : [];
}
