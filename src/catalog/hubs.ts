/** A hub: a family of connectors behind one unified API. */
export interface Hub {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly description: string
  readonly active: boolean
  /** Names of the resources that most of its connectors share. */
  readonly resources: readonly string[]
}

/** Key, name, description, shared resources; the place in the list is the id, so new ones go to the end. */
const knownHubs: readonly (readonly [string, string, string, string])[] = [
  ['messaging', 'Messaging', 'Send and read text messages, calls and mails', 'messages calls'],
  ['documents', 'Documents', 'Files and folders of cloud storage', 'files folders'],
  ['esignature', 'e-Signature', 'Send agreements and collect signatures', 'agreements documents'],
  ['idmanagement', 'Identity Management', 'Users, groups and their rights', 'groups users'],
  [
    'marketing',
    'Marketing',
    'Campaigns, lists and contacts of marketing automation',
    'campaigns contacts lists',
  ],
  ['pointofsale', 'Point of Sale', 'Sales, items and customers of a till', 'customers items sales'],
  ['general', 'General', 'Connectors that belong to no other hub', 'objects'],
  [
    'finance',
    'Finance',
    'Invoices, customers, payments and ledgers of accounting',
    'customers invoices ledger-accounts payments vendors',
  ],
  ['questback', 'Questback', 'Surveys and the answers to them', 'quests responses'],
  ['ocr', 'OCR', 'Text and fields read from pictures and scans', 'documents'],
  ['monitoring', 'Monitoring', 'Alerts and measurements of running systems', 'alerts metrics'],
  ['db', 'Database', 'Tables and rows of databases', 'tables'],
  [
    'sageaccounting',
    'Sage Accounting',
    'Accounts, contacts and invoices of Sage products',
    'contacts invoices ledger-accounts',
  ],
  ['sagepayroll', 'Sage Payroll', 'Employees and pay runs of Sage products', 'employees pay-runs'],
  ['native', 'Native', 'Vendors offered with their own objects', 'objects'],
  ['fsa', 'Field Service', 'Work orders, visits and technicians', 'resources work-orders'],
  [
    'helpdesk',
    'Help Desk',
    'Incidents, agents and comments of customer support',
    'accounts agents contacts incidents users',
  ],
  [
    'ecommerce',
    'E-Commerce',
    'Customers, orders and products of online stores',
    'customers orders products',
  ],
  [
    'collaboration',
    'Collaboration',
    'Channels, messages and members of team tools',
    'channels messages users',
  ],
  ['conferencing', 'Conferencing', 'Meetings, attendees and recordings', 'meetings users'],
  [
    'payment',
    'Payment',
    'Charges, refunds and customers of payment services',
    'charges customers refunds',
  ],
  ['billing', 'Billing', 'Subscriptions, plans and invoices', 'invoices plans subscriptions'],
  ['expense', 'Expense', 'Expense reports, receipts and their approval', 'expenses reports'],
  [
    'employee',
    'Employee',
    'Employees and departments of personnel systems',
    'departments employees',
  ],
  ['scheduling', 'Scheduling', 'Appointments, calendars and events', 'calendars events'],
  [
    'crm',
    'CRM',
    'Accounts, contacts, leads and opportunities',
    'accounts contacts leads opportunities tasks users',
  ],
  ['analytics', 'Analytics', 'Events, reports and visitors', 'events reports'],
  [
    'erp',
    'ERP',
    'Customers, orders, items and stock of enterprise planning',
    'customers invoices items orders',
  ],
]

/** The known hubs, then those that connectors name beside them, numbered in alphabetical order. */
export function hubsOf(keysInUse: Iterable<string>): readonly Hub[] {
  const known = knownHubs.map(([key, name, description, resources], index) => ({
    id: index + 1,
    key,
    name,
    description,
    active: true,
    resources: resources.split(' '),
  }))
  const others = [...new Set(keysInUse)]
    .filter((key) => !known.some((hub) => hub.key === key))
    .sort()
    .map((key, index) => ({
      id: known.length + index + 1,
      key,
      name: key,
      description: `Connectors of the hub ${key}`,
      active: true,
      resources: [],
    }))
  return Object.freeze([...known, ...others])
}
