/** The tables as Kysely sees them. `bigint` columns are read as numbers, `timestamptz` as Date, `bytea` as Buffer. */
import type { ColumnType, Generated } from 'kysely'
import type { EventTables } from './event-tables.ts'
import type { NotificationTables } from './notification-tables.ts'

export interface InstallationTable {
  only_row: Generated<boolean>
  lookup_key_sealed: Buffer
  created_at: Generated<Date>
}

export interface OrganizationTable {
  id: Generated<number>
  name: string
  secret_hash: Buffer
  secret_sealed: Buffer
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface AccountTable {
  id: Generated<number>
  organization_id: number
  external_id: string
  name: string
  description: Generated<string>
  type: 'Default' | 'CompanyAccount'
  active: Generated<boolean>
  roles: Generated<string[]>
  created_at: Generated<Date>
}

export interface UserTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  email: string
  first_name: Generated<string>
  last_name: Generated<string>
  password_hash: string | null
  secret_hash: Buffer
  secret_sealed: Buffer
  roles: Generated<string[]>
  active: Generated<boolean>
  last_login_at: Date | null
  created_at: Generated<Date>
  external_id: string | null
  contact: Generated<Record<string, string>>
  password_set_at: Generated<Date>
}

export interface OrganizationRoleTable {
  organization_id: number
  role_key: string
  privileges: string[]
  changed_at: Generated<Date>
}

export interface PasswordPolicyTable {
  organization_id: number
  /** A whole policy, as accounts/password-policy.ts describes it. */
  policy: string | Record<string, unknown>
  changed_at: Generated<Date>
}

export interface OrganizationBrandingTable {
  organization_id: number
  /** Written as JSON text; read as the parsed document. */
  branding: ColumnType<unknown, string, string>
  changed_at: Generated<Date>
}

export interface PasswordHistoryTable {
  organization_id: number
  user_id: number
  password_hash: string
  set_at: Generated<Date>
}

export interface SessionTable {
  token_hash: Buffer
  organization_id: number
  user_id: number
  created_at: Generated<Date>
  expires_at: Date
}

export interface InstanceTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  user_id: number
  connector_id: number
  connector_key: string
  name: string
  token_hash: Buffer
  token_sealed: Buffer
  authentication_type: string
  external_authentication: Generated<string>
  vendor_app_id: string | null
  vendor_account_id: string | null
  state: Generated<'connected' | 'reauth_required'>
  state_reason: string | null
  valid: Generated<boolean>
  disabled: Generated<boolean>
  tags: Generated<string[]>
  max_cache_size: Generated<number>
  cache_time_to_live: Generated<number>
  caching_enabled: Generated<boolean>
  trace_logging_until: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface InstanceConfigurationTable {
  id: Generated<number>
  organization_id: number
  instance_id: number
  key: string
  value: string | null
  sealed: Buffer | null
}

export interface CredentialRefreshTable {
  instance_id: number
  organization_id: number
  owner: string
  intent_hash: Buffer | null
  started_at: Generated<Date>
  leased_until: Date
}

export interface VendorAppTable {
  organization_id: number
  connector_key: string
  client_id: string
  client_secret_sealed: Buffer
  callback_url: string | null
  scope: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OAuthStateTable {
  state_hash: Buffer
  organization_id: number | null
  user_id: number | null
  connector_key: string
  redirect_uri: string
  caller_state: string | null
  verifier_sealed: Buffer | null
  browser_hash: Buffer | null
  created_at: Generated<Date>
  expires_at: Date
  used_at: Date | null
  /** Set for a consent that the connect widget began. */
  connect_session_id: string | null
}

export interface UsedOAuthCodeTable {
  code_hash: Buffer
  organization_id: number
  connector_key: string
  used_at: Generated<Date>
}

export interface ConnectSessionTable {
  id: string
  organization_id: number
  account_id: number
  user_id: number
  token_hash: Buffer
  connector_keys: string[]
  authentication_types: string[] | null
  name: string | null
  tags: string[]
  configuration_sealed: Buffer | null
  end_user_id: string | null
  end_user_email: string | null
  end_user_name: string | null
  instance_id: number | null
  allowed_origins: string[]
  return_url: string | null
  color_scheme: string | null
  primary_color: string | null
  corners: string | null
  language: string | null
  outcome: 'connected' | 'revoked' | null
  connected_instance_id: number | null
  last_reason: string | null
  attempts: Generated<number>
  claim: string | null
  claimed_until: Date | null
  created_at: Date
  expires_at: Date
  ended_at: Date | null
}

export interface ConnectFlowTable {
  state_hash: Buffer
  organization_id: number
  given_sealed: Buffer
}

export interface QuotaBudgetTable {
  budget_key: string
  organization_id: number
  window_started_at: Date
  /** Granted in each ten seconds, the newest first. */
  slots: Generated<number[]>
  blocked_until: Date | null
}

/** A view of `usage_calls` and `usage_kinds`, which are written by plain SQL. */
export interface UsageRecordView {
  id: string
  request_id: string
  organization_id: number
  account_id: number
  user_id: number
  instance_id: number | null
  instance_name: string
  connector_key: string
  hub: string
  method: string
  api: string
  request_uri: string
  request_ip: string
  status: number
  request_status: 'SUCCESS' | 'FAILED'
  vendor_calls: number
  duration_ms: number
  tags: string[]
  message: string | null
  at: Date
}

export interface AccountResourceTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  connector_key: string
  route: string
  revision: Generated<string>
  /** Written as JSON text; read as the parsed document. */
  document: ColumnType<unknown, string, string>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface IdempotencyKeyTable {
  organization_id: number
  key_hash: Buffer
  request_hash: Buffer
  request_id: string
  outcome: 'kept' | 'not_kept' | 'unknown' | null
  status: number | null
  answer_sealed: Buffer | null
  leased_until: Date
  expires_at: Date
}

export interface AuditRecordTable {
  id: Generated<string>
  organization_id: number
  account_id: number | null
  user_id: number | null
  at: Date
  area: string
  action: string
  entity_id: string | null
  instance_id: number | null
  method: string
  resource_uri: string
  ip_address: string
  request_id: string | null
  status: number
}

export interface TraceTable {
  organization_id: number
  request_id: string
  account_id: number
  instance_id: number | null
  connector_key: string
  kind: 'call' | 'provisioning'
  method: string
  path: string
  status: number
  vendor_calls: number
  duration_ms: number
  at: Date
  kept_until: Date
  content_sealed: Buffer
}

export interface Schema extends NotificationTables, EventTables {
  installation: InstallationTable
  organizations: OrganizationTable
  accounts: AccountTable
  users: UserTable
  sessions: SessionTable
  audit_records: AuditRecordTable
  organization_roles: OrganizationRoleTable
  password_policies: PasswordPolicyTable
  password_history: PasswordHistoryTable
  organization_branding: OrganizationBrandingTable
  instances: InstanceTable
  instance_configuration: InstanceConfigurationTable
  credential_refreshes: CredentialRefreshTable
  vendor_apps: VendorAppTable
  oauth_states: OAuthStateTable
  used_oauth_codes: UsedOAuthCodeTable
  connect_sessions: ConnectSessionTable
  connect_flows: ConnectFlowTable
  quota_budgets: QuotaBudgetTable
  usage_records: UsageRecordView
  account_resources: AccountResourceTable
  idempotency_keys: IdempotencyKeyTable
  traces: TraceTable
}
