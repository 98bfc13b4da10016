import { describe, expect, it } from 'vitest'
import { createReport } from './report.ts'

const lang = {
  authentication: 'oauth2',
  operation: 'GET /orders',
  check: 'where.lang',
  message: 'is never taken',
}

describe('the report', () => {
  it('tells each failure once, with its place', () => {
    const report = createReport({})
    report.fail(lang)
    report.fail(lang)
    report.fail({ check: 'bulk', message: 'is not there' })
    expect(report.failures()).toEqual([
      'oauth2: GET /orders where.lang: is never taken',
      'bulk: is not there',
    ])
  })

  it.each([
    'where.lang',
    'GET /orders',
    'GET /orders where.lang',
    'oauth2: where.lang',
    'oauth2: GET /orders',
    'oauth2: GET /orders where.lang',
  ])('hides what the skip %s names', (key) => {
    const report = createReport({ [key]: 'the vendor has one language' })
    report.fail(lang)
    expect(report.failures()).toEqual([])
  })

  it.each(['custom: GET /orders', 'POST /orders', 'where', 'GET /orders page'])(
    'tells that the skip %s hides nothing',
    (key) => {
      const report = createReport({ [key]: 'a reason of long ago' })
      report.fail(lang)
      expect(report.failures()).toEqual([
        'oauth2: GET /orders where.lang: is never taken',
        `skip '${key}' hides nothing that fails: take it away`,
      ])
    },
  )
})
