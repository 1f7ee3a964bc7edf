import type { ConversationReport } from '../models';
import type { CallOptions } from '../options';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { WrongShape, assertGiven, fieldsOf, rowsOf } from '../shapes';

export interface ReportFilter {
  /** Such as `createdAt`, `status`, `lastAgentId`. */
  readonly property: string;
  readonly operation: 'BETWEEN' | 'IN' | 'HAS_PROPERTY' | (string & {});
  /** For `BETWEEN` two: `YYYY-MM-DD`, or milliseconds. */
  readonly values?: readonly (string | number | bigint)[];
}

export interface ReportQuery {
  readonly filters: readonly ReportFilter[];
  /** Numbers such as `timeToCloseMillis`, `numAgentMessages`. */
  readonly metrics: readonly string[];
}

export interface Reports {
  /**
   * Metrics of conversations. Drift allows 60 a minute: the client waits. It only reads, so it is tried again as a
   * GET is. devdocs: conversation-reporting.
   */
  conversations(query: ReportQuery, options?: CallOptions): Promise<ConversationReport>;
}

export function createReports(send: Sender): Reports {
  return { conversations: async (query, options) => send(reportOf(query), options) };
}

function reportOf(query: ReportQuery): Call<ConversationReport> {
  assertGiven(query, 'reports.conversations needs { filters, metrics }.');
  const { filters, metrics } = query;
  if (!Array.isArray(filters) || !Array.isArray(metrics))
    throw new TypeError('reports.conversations needs filters and metrics.');
  return {
    method: 'POST',
    path: '/reports/conversations',
    body: { filters, metrics },
    isRead: true,
    lane: 'reports',
    scope: 'conversation_read',
    read: (value) => {
      const report = fieldsOf(value);
      rowsOf(report['data']);
      if (typeof report['count'] !== 'number') throw new WrongShape('It has no count.');
      return report as unknown as ConversationReport;
    },
  };
}
