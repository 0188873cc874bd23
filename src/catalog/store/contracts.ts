import { z } from 'zod';
import type { Contract } from '../rules/contracts';
import { chunks, flag, jsonColumn, placeholders, select, write } from '../../common/store/database';

const tierSchema = z.object({
  tierKey: z.string(),
  seats: z.number(),
  price: z.object({ amount: z.string(), currency: z.string(), per: z.enum(['month', 'year']) }).nullable(),
});

const row = z
  .object({
    contract_key: z.string(),
    app_key: z.string(),
    supplier: z.string(),
    starts_on: z.string(),
    ends_on: z.string().nullable(),
    notice_on: z.string().nullable(),
    auto_renew: flag,
    tiers: jsonColumn(z.array(tierSchema)),
  })
  .transform((stored): Contract => ({
    key: stored.contract_key,
    applicationKey: stored.app_key,
    supplier: stored.supplier,
    start: stored.starts_on,
    end: stored.ends_on,
    noticeBy: stored.notice_on,
    autoRenew: stored.auto_renew,
    tiers: stored.tiers,
  }));

const COLUMNS = 'contract_key, app_key, supplier, starts_on, ends_on, notice_on, auto_renew, tiers';
const ORDER = 'ORDER BY app_key, starts_on, contract_key';

export const readContracts = (): Promise<Contract[]> =>
  select(row, `SELECT ${COLUMNS} FROM contract ${ORDER}`);

const ROWS_PER_STATEMENT = 100;

/** Adds or replaces contracts; running it again with the same changes nothing. */
export async function saveContracts(contracts: readonly Contract[]): Promise<void> {
  for (const part of chunks(contracts, ROWS_PER_STATEMENT)) {
    await write(
      `INSERT INTO contract (${COLUMNS}) VALUES ${placeholders(part.length, 8)}
       ON DUPLICATE KEY UPDATE app_key = VALUES(app_key), supplier = VALUES(supplier), starts_on = VALUES(starts_on),
         ends_on = VALUES(ends_on), notice_on = VALUES(notice_on), auto_renew = VALUES(auto_renew), tiers = VALUES(tiers)`,
      ...part.flatMap((contract) => [
        contract.key,
        contract.applicationKey,
        contract.supplier,
        contract.start,
        contract.end,
        contract.noticeBy,
        contract.autoRenew ? 1 : 0,
        JSON.stringify(contract.tiers),
      ]),
    );
  }
}

export async function removeContracts(keys: readonly string[]): Promise<void> {
  for (const part of chunks(keys, ROWS_PER_STATEMENT))
    await write(`DELETE FROM contract WHERE contract_key IN (${part.map(() => '?').join(', ')})`, ...part);
}
