/** A hub: a family of connectors behind one unified API. */
export interface Hub {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly description: string
  readonly active: boolean
}

/** Key, name, description; the place in the list is the id, so new ones go to the end. */
const knownHubs: readonly (readonly [string, string, string])[] = [
  ['messaging', 'Messaging', 'Send and read text messages, calls and mails'],
  ['documents', 'Documents', 'Files and folders of cloud storage'],
  ['esignature', 'e-Signature', 'Send agreements and collect signatures'],
  ['idmanagement', 'Identity Management', 'Users, groups and their rights'],
  ['marketing', 'Marketing', 'Campaigns, lists and contacts of marketing automation'],
  ['pointofsale', 'Point of Sale', 'Sales, items and customers of a till'],
  ['general', 'General', 'Connectors that belong to no other hub'],
  ['finance', 'Finance', 'Invoices, customers, payments and ledgers of accounting'],
  ['questback', 'Questback', 'Surveys and the answers to them'],
  ['ocr', 'OCR', 'Text and fields read from pictures and scans'],
  ['monitoring', 'Monitoring', 'Alerts and measurements of running systems'],
  ['db', 'Database', 'Tables and rows of databases'],
  ['sageaccounting', 'Sage Accounting', 'Accounts, contacts and invoices of Sage products'],
  ['sagepayroll', 'Sage Payroll', 'Employees and pay runs of Sage products'],
  ['native', 'Native', 'Vendors offered with their own objects'],
  ['fsa', 'Field Service', 'Work orders, visits and technicians'],
  ['helpdesk', 'Help Desk', 'Incidents, agents and comments of customer support'],
  ['ecommerce', 'E-Commerce', 'Customers, orders and products of online stores'],
  ['collaboration', 'Collaboration', 'Channels, messages and members of team tools'],
  ['conferencing', 'Conferencing', 'Meetings, attendees and recordings'],
  ['payment', 'Payment', 'Charges, refunds and customers of payment services'],
  ['billing', 'Billing', 'Subscriptions, plans and invoices'],
  ['expense', 'Expense', 'Expense reports, receipts and their approval'],
  ['employee', 'Employee', 'Employees and departments of personnel systems'],
  ['scheduling', 'Scheduling', 'Appointments, calendars and events'],
  ['crm', 'CRM', 'Accounts, contacts, leads and opportunities'],
  ['analytics', 'Analytics', 'Events, reports and visitors'],
  ['erp', 'ERP', 'Customers, orders, items and stock of enterprise planning'],
]

/** The known hubs, then those that connectors name beside them, numbered in alphabetical order. */
export function hubsOf(keysInUse: Iterable<string>): readonly Hub[] {
  const known = knownHubs.map(([key, name, description], index) => ({
    id: index + 1,
    key,
    name,
    description,
    active: true,
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
    }))
  return Object.freeze([...known, ...others])
}
