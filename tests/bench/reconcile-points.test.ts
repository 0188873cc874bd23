import { measureReconcilePoints } from '../../bench/reconcile-points/measure-reconcile-points';

describe('the benchmark of points', () => {
  it('stays below 20,000 points an hour at 300 projects of which one ticket in ten is an access request', async () => {
    const { oneRequestInTen, oneInTenAndOthersGuarded, allRequests } = await measureReconcilePoints();
    expect(oneRequestInTen).toBeLessThanOrEqual(20_000);
    expect(oneInTenAndOthersGuarded).toBeLessThanOrEqual(31_000);
    expect(allRequests).toBeLessThanOrEqual(135_000);
  });
});
