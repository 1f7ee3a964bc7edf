import './transaction-table.css';
import type { ReactNode } from 'react';
import type { Transaction } from '../../shared/api-types';
import { dayName, signedEuros } from '../format';

export function TransactionTable({ transactions }: { transactions: Transaction[] }): ReactNode {
  return (
    <table className="transactions">
      <caption>Latest movements</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">With</th>
          <th scope="col">For</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {transactions.map(({ id, date, counterparty, category, amount }) => (
          <tr key={id}>
            <td>
              <time dateTime={date}>{dayName(date)}</time>
            </td>
            <td>{counterparty}</td>
            <td>{category}</td>
            <td data-direction={amount > 0 ? 'in' : 'out'}>{signedEuros(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
