import { sql } from 'kysely'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { silentLog } from '../core/log.ts'
import { testDatabase } from '../../test/support/database.ts'
import { createNotices, longestNoticeBytes, noticeWith } from './notices.ts'

const database = await testDatabase()
const here = await createNotices(database.connection, { log: silentLog })
const there = await createNotices(database.connection, { log: silentLog })
afterAll(async () => {
  await here.close()
  await there.close()
})

describe('notices', () => {
  test('reach every node that listens to the channel, the sender too, and no other channel', async () => {
    const heard: string[] = []
    await here.subscribe('greetings', (payload) => heard.push(`here ${payload}`))
    await there.subscribe('greetings', (payload) => heard.push(`there ${payload}`))
    await there.subscribe('Other "channel"', (payload) => heard.push(`other ${payload}`))
    await here.publish('greetings', 'hello')
    await here.publish('Other "channel"', 'x')
    await vi.waitFor(() => expect(heard).toHaveLength(3))
    expect(heard.sort()).toEqual(['here hello', 'other x', 'there hello'])
  })

  test('sent with a transaction go out when it commits and never when it does not', async () => {
    const heard: string[] = []
    await there.subscribe('committed', (payload) => heard.push(payload))
    const undone = database.transaction(async (trx) => {
      await noticeWith(trx, 'committed', 'undone')
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    await database.transaction((trx) => noticeWith(trx, 'committed', 'done'))
    await vi.waitFor(() => expect(heard).toEqual(['done']))
  })

  test('reach the other listeners when one throws, and none that has ended', async () => {
    const heard: string[] = []
    await here.subscribe('mixed', () => {
      throw new Error('listener')
    })
    const end = await here.subscribe('mixed', () => heard.push('ended'))
    await here.subscribe('mixed', () => heard.push('good'))
    end()
    await there.publish('mixed', '')
    await vi.waitFor(() => expect(heard).toEqual(['good']))
  })

  test('arrive again after the connection was lost, and say that some may have been missed', async () => {
    const heard: string[] = []
    const reconnected = vi.fn()
    here.onReconnect(reconnected)
    await here.subscribe('later', (payload) => heard.push(payload))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen "later"'`.execute(database.db)
    await vi.waitFor(() => expect(reconnected).toHaveBeenCalledTimes(1))
    await there.publish('later', 'after')
    await vi.waitFor(() => expect(heard).toEqual(['after']))
    await here.publish('later', 'again')
    await vi.waitFor(() => expect(heard).toEqual(['after', 'again']))
  })

  test('that are too long are refused before they are sent', async () => {
    const long = 'x'.repeat(longestNoticeBytes + 1)
    await expect(here.publish('greetings', long)).rejects.toThrow('at most 7999 fit')
    await expect(here.publish('greetings', long.slice(1))).resolves.toBeUndefined()
  })
})
