import * as z from '#zod';
import type { Contract } from '../rules/contracts';
import { chunks, flag, jsonColumn, select, write } from '../../common/store/database';
import { newRows } from '../../common/store/statement-parts';

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
    const added = newRows(
      part.map((contract) => ({
        contract_key: contract.key,
        app_key: contract.applicationKey,
        supplier: contract.supplier,
        starts_on: contract.start,
        ends_on: contract.end,
        notice_on: contract.noticeBy,
        auto_renew: contract.autoRenew ? 1 : 0,
        tiers: JSON.stringify(contract.tiers),
      })),
    );
    await write(
      `INSERT INTO contract ${added.sql}
       ON DUPLICATE KEY UPDATE ${added.replacing({ but: ['contract_key'] })}`,
      ...added.params,
    );
  }
}

export async function removeContracts(keys: readonly string[]): Promise<void> {
  for (const part of chunks(keys, ROWS_PER_STATEMENT))
    await write(`DELETE FROM contract WHERE contract_key IN (${part.map(() => '?').join(', ')})`, ...part);
}
