/** Notifications as records: posted, listed, acknowledged, removed. */
import type { Caller } from '../accounts/caller.ts'
import { PlatformError } from '../core/errors.ts'
import { readIdToken, writePageToken } from '../core/page-token.ts'
import type { Database } from '../storage/database.ts'
import { viewPage, type TokenPage, type ViewPage } from '../storage/list-store.ts'
import { addNotifications } from './add-notifications-store.ts'
import { notificationBody } from './notification-body.ts'
import type { Severity } from './notification.ts'
import {
  acknowledgeNotification,
  deleteNotification,
  listNotifications,
  readNotification,
  type NotificationFilter,
  type StoredNotification,
} from './notification-store.ts'
import { notificationView, type NotificationView } from './notification-view.ts'
import { scopeOf } from './scope.ts'

export interface PostedNotification {
  readonly topic: string
  readonly severity: Severity
  readonly message: string
  readonly from: string
  /** Of the request, as its header says. */
  readonly hops: number
}

export interface Records {
  create(caller: Caller, posted: PostedNotification): Promise<NotificationView>
  /** Throws invalid_request when nothing narrows the list. */
  list(
    caller: Caller,
    filter: NotificationFilter,
    asked: TokenPage,
  ): Promise<ViewPage<NotificationView>>
  /** Throws not_found, as those that follow do. */
  get(caller: Caller, id: number): Promise<NotificationView>
  /** The bytes that are sent, always the same. */
  bodyOf(caller: Caller, id: number): Promise<Buffer>
  acknowledge(caller: Caller, id: number): Promise<NotificationView>
  /** Throws forbidden for an operational one, unless the caller sees all accounts: it was told to others as well. */
  remove(caller: Caller, id: number): Promise<void>
}

export function createRecords({ database }: { readonly database: Database }): Records {
  const { db } = database

  async function stored(caller: Caller, id: number): Promise<StoredNotification> {
    const row = await readNotification(db, scopeOf(caller), id)
    if (row === undefined) throw noNotification(id)
    return row
  }

  return {
    async create(caller, { topic, severity, message, from, hops }) {
      const { organizationId, accountId } = caller
      const [added] = await database.transaction((trx) =>
        addNotifications(trx, [
          {
            organizationId,
            accountId,
            kind: 'custom',
            topic,
            severity,
            hops,
            body: (id, createdDate) =>
              notificationBody({ message, topic, severity, from }, id, createdDate),
          },
        ]),
      )
      return notificationView(await stored(caller, added?.id ?? 0))
    },
    async list(caller, filter, asked) {
      if (Object.values(filter).every((value) => value === undefined)) throw needsTopics()
      const scope = scopeOf(caller)
      const after = readIdToken(asked.nextPage)
      const page = await listNotifications(db, scope, filter, { ...asked, after })
      return viewPage(page, page.rows.map(notificationView), ({ id }) => writePageToken(id))
    },
    get: async (caller, id) => notificationView(await stored(caller, id)),
    bodyOf: async (caller, id) => (await stored(caller, id)).body,
    async acknowledge(caller, id) {
      const { id: known } = await stored(caller, id)
      await acknowledgeNotification(db, caller.organizationId, known)
      return notificationView(await stored(caller, id))
    },
    async remove(caller, id) {
      const { kind } = await stored(caller, id)
      if (kind === 'operations' && !caller.isOrganizationAdmin) throw toldToOthers(id)
      await database.transaction((trx) => deleteNotification(trx, caller.organizationId, id))
    },
  }
}

export function noNotification(id: number): PlatformError {
  return new PlatformError('not_found', `No notification found with ID ${id}`)
}

function toldToOthers(id: number): PlatformError {
  const message = `The notification ${id} tells of operations, to others as well; only administrators of the organization remove it`
  return new PlatformError('forbidden', message)
}

function needsTopics(): PlatformError {
  const message =
    "'topics[]' is needed, or one of instanceId, kind, status, from and to that narrows the list"
  return new PlatformError('invalid_request', message, { details: [{ path: 'topics[]', message }] })
}
