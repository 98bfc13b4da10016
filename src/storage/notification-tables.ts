/** Tables of notifications and their deliveries, as Kysely sees them. */
import type { Generated } from 'kysely'

export interface SubscriptionTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  instance_id: number | null
  origin: 'callback' | 'subscribed' | 'answer' | 'mail'
  channel: 'webhook' | 'email' | 'sms' | 'push'
  topics: string[]
  destination: string
  config_sealed: Buffer
  active: Generated<boolean>
  inactive_reason: string | null
  inactive_since: Date | null
  failures: Generated<number>
  last_success_at: Date | null
  last_failure_at: Date | null
  last_failure: string | null
  rests_until: Date | null
  fence: Generated<number>
  leased_until: Date | null
  used_at: Generated<Date>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface NotificationTable {
  id: Generated<number>
  organization_id: number
  account_id: number
  instance_id: number | null
  event_id: number | null
  kind: 'events' | 'operations' | 'custom' | 'answer'
  topic: string
  severity: 'low' | 'medium' | 'high'
  body: Buffer
  hops: Generated<number>
  acknowledged_at: Date | null
  created_at: Generated<Date>
  /** A transaction's number as text; too large for a number in the long run. */
  written_by: Generated<string>
}

export interface DeliveryTable {
  organization_id: number
  notification_id: number
  subscription_id: number
  status: 'created' | 'retry' | 'delivered' | 'queued'
  tries: Generated<number>
  last_status: number | null
  last_failure: string | null
  /** The notification's. */
  created_at: Date
  updated_at: Generated<Date>
}

export interface DeliveryJobTable {
  subscription_id: number
  notification_id: number
  organization_id: number
  created_at: Date
  tries: Generated<number>
  next_try_at: Generated<Date>
}

export interface DeliveryAttemptTable {
  organization_id: number
  notification_id: number
  subscription_id: number
  number: number
  at: Generated<Date>
  duration_ms: number
  status: number | null
  failure: string | null
  answer: Buffer | null
}

export interface MailQuotaTable {
  organization_id: number
  address: string
  began_at: Generated<Date>
  asked: Generated<number>
  left_out: Generated<number>
  subscription_id: number | null
  summary_due_at: Date | null
  summary_id: number | null
}

export interface AccountSettingTable {
  organization_id: number
  account_id: number
  key: string
  value: string
  changed_at: Generated<Date>
}

export interface NotificationTables {
  subscriptions: SubscriptionTable
  notifications: NotificationTable
  deliveries: DeliveryTable
  delivery_jobs: DeliveryJobTable
  delivery_attempts: DeliveryAttemptTable
  mail_quotas: MailQuotaTable
  account_settings: AccountSettingTable
}
