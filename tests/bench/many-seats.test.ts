import { measurePoolsOn } from '../../bench/pools/measure-pools';
import { where } from '../support/needs';
import { sqlUrl } from '../support/sql-engine';

// the rows go to the other engine through files that only a server writes
const onServer = where(sqlUrl !== undefined, 'on MariaDB only').describe;

onServer('the benchmark of large pools', () => {
  it('finds by a sweep that dies again and again the very seats that DuckDB finds', async () => {
    const measured = await measurePoolsOn(sqlUrl ?? '', { pools: 4, seats: 2_600 });
    // one seat of 1,250 in each pool, from the seventh on
    expect(measured).toMatchObject({ agree: true, idle: 12, allocations: 10_400, panelSql: 2, panelRest: 1 });
    expect(measured['mostRows']).toBeLessThanOrEqual(200);
  });
});
