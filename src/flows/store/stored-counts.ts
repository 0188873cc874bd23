import * as z from '#zod';
import { integer, select } from '../../common/store/database';

/** Counts for the overview: applications, purchased seats, people. */
export async function storedCounts(): Promise<{ applications: number; seats: number; people: number }> {
  const [counts] = await select(
    z.object({ applications: integer, seats: integer, people: integer }),
    `SELECT (SELECT COUNT(*) FROM application) AS applications, (SELECT COALESCE(SUM(seats), 0) FROM tier) AS seats,
       (SELECT COUNT(*) FROM person) AS people`,
  );
  return counts ?? { applications: 0, seats: 0, people: 0 };
}
