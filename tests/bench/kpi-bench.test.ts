import { measureKpisOn } from '../../bench/kpis/measure-kpis';
import { sqlUrl } from '../support/sql-engine';

describe('the benchmark of KPIs', () => {
  it('counts by facts what paging through the search counts, for a fraction of the points', async () => {
    const measured = await measureKpisOn(sqlUrl, 3_000);
    expect(measured).toMatchObject({ agree: true, gadgetSql: 1, gadgetRest: 0, gadgetColdRest: 1 });
    expect(measured['counted']).toBeGreaterThan(100);
    expect(measured['pointsRatio']).toBeGreaterThan(50);
  });
});
