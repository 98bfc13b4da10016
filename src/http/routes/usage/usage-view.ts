/** A record in both sets of names that old clients read: the documented ones and those of the old test suites. */
import { Type, type Static } from 'typebox'
import type { StoredUsage } from '../../../hub/usage-store.ts'

const Text = Type.String()

export const UsageSchema = Type.Object({
  id: Text,
  requestId: Text,
  requestStatus: Type.String({ description: '`SUCCESS` or `FAILED`' }),
  responseCode: Type.Integer(),
  message: Type.Optional(Text),
  method: Text,
  hub: Text,
  elementName: Text,
  elementKey: Text,
  elementApi: Text,
  accountId: Type.Integer(),
  companyId: Type.Integer(),
  userId: Type.Integer(),
  instanceId: Type.Optional(Type.Integer()),
  instanceName: Text,
  usageDate: Text,
  processTime: Type.Number({ description: 'Milliseconds' }),
  vendorCalls: Type.Integer(),
  requestURI: Text,
  requestIP: Text,
  elementTags: Type.Array(Text),
  traffic_id: Text,
  request_id: Text,
  request_status: Text,
  request_ip: Text,
  request_uri: Text,
  element_api: Text,
  element_key: Text,
  element_name: Text,
  process_time: Type.Number(),
  traffic_date: Text,
  user_id: Type.Integer(),
  account_id: Type.Integer(),
  company_id: Type.Integer(),
  company_external_id: Text,
  company_external_name: Text,
})

export type UsageView = Static<typeof UsageSchema>

export function usageView(
  record: StoredUsage,
  connectorName: (key: string) => string | undefined,
): UsageView {
  const elementName = connectorName(record.connectorKey) ?? record.connectorKey
  const date = record.at.toISOString()
  return {
    id: record.id,
    requestId: record.requestId,
    requestStatus: record.requestStatus,
    responseCode: record.status,
    ...(record.message === null ? {} : { message: record.message }),
    method: record.method,
    hub: record.hub,
    elementName,
    elementKey: record.connectorKey,
    elementApi: record.api,
    accountId: record.accountId,
    companyId: record.organizationId,
    userId: record.userId,
    ...(record.instanceId === null ? {} : { instanceId: record.instanceId }),
    instanceName: record.instanceName,
    usageDate: date,
    processTime: record.durationMs,
    vendorCalls: record.vendorCalls,
    requestURI: record.requestUri,
    requestIP: record.requestIp,
    elementTags: [...record.tags],
    traffic_id: record.id,
    request_id: record.requestId,
    request_status: record.requestStatus,
    request_ip: record.requestIp,
    request_uri: record.requestUri,
    element_api: record.api,
    element_key: record.connectorKey,
    element_name: elementName,
    process_time: record.durationMs,
    traffic_date: date,
    user_id: record.userId,
    account_id: record.accountId,
    company_id: record.organizationId,
    company_external_id: String(record.organizationId),
    company_external_name: record.organizationName,
  }
}
