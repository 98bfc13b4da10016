import { describe, expect, it } from 'vitest'
import type { Log } from '../core/log.ts'
import { createLogger } from './logger.ts'

function lines(options: { pretty?: boolean; level?: 'info' | 'debug' } = {}) {
  const written: string[] = []
  const log = createLogger({
    level: options.level ?? 'info',
    pretty: options.pretty ?? false,
    secrets: ['hush-hush'],
    destination: { write: (line) => written.push(line) },
  })
  return { log, written }
}

describe('createLogger', () => {
  it('writes one redacted line of JSON', () => {
    const { log, written } = lines()
    const rooms: Log = log
    rooms.warn(
      { password: 'x', url: '/a?b=c', err: new Error('hush-hush went wrong') },
      'call with hush-hush failed',
    )
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT/)
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      level: 'warn',
      password: '********',
      url: '/a?b',
      err: { type: 'Error', message: '******** went wrong' },
      msg: 'call with ******** failed',
    })
    expect(written.join()).not.toContain('hush-hush')
  })

  it('redacts children, and errors that are logged alone', () => {
    const { log, written } = lines()
    const child = log.child({ apiKey: 'abc', note: 'hush-hush' })
    child.error(new Error('hush-hush', { cause: new Error('hush-hush') }))
    child.info('plain %s', 'hush-hush')
    expect(written).toHaveLength(2)
    expect(written.join()).not.toMatch(/hush-hush|abc/)
    expect(written.join()).toContain('"note":"********"')
  })

  it('keeps quiet below its level', () => {
    const { log, written } = lines()
    log.debug({}, 'detail')
    expect(written).toEqual([])
  })

  it('writes for people when asked', () => {
    const { log, written } = lines({ pretty: true })
    log.info({ port: 8080, secret: 'x' }, 'listening')
    expect(written).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d INFO {2}listening port=8080 secret="\*{8}"\n$/),
    ])
    log.error({ err: new Error('broken') }, 'failed')
    expect(written[1]).toMatch(/ERROR failed\n {4}Error: broken\n {8}at /)
  })
})
