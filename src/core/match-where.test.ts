import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attribute, matchesWhere } from './match-where.ts'
import { parseWhere } from './parse-ceql.ts'

const record: Record<string, Attribute> = {
  id: 52,
  key: 'ecommerce-one',
  active: true,
  name: 'Shop One',
  hub: null,
  long: '12345678901234567890',
  createdDate: '2024-05-01T10:00:00.000Z',
}
const fits = (text: string) => matchesWhere(parseWhere(text), (name) => record[name])

describe('matchesWhere', () => {
  it.each([
    ['id = 52', true],
    ["id = '52'", true],
    ['id = 53', false],
    ['id != 53', true],
    ['id < 100', true],
    ['id > 100', false],
    ["id <= '52'", true],
    ['id >= 52.5', false],
    ['active = true', true],
    ["active = 'true'", true],
    ['active = false', false],
    ["key = 'Ecommerce-One'", false],
    ["name LIKE 'shop%'", true],
    ["name LIKE '%one'", true],
    ["name LIKE '%op%n%'", true],
    ["name LIKE 'shop'", false],
    ["name LIKE 'shop one'", true],
    ["name LIKE '%one%one%'", false],
    ["name LIKE 'shop on%ne'", false],
    ["name LIKE '%'", true],
    ["id IN (1, '52')", true],
    ['id IN (1, 2)', false],
    ['hub IS NULL', true],
    ['hub IS NOT NULL', false],
    ['name IS NOT NULL', true],
    ["hub = 'crm'", false],
    ["hub != 'crm'", true],
    ['hub < 5', false],
    ['long = 12345678901234567890', true],
    ['long = 12345678901234567891', false],
    ['createdDate > 2024-05-01', true],
    ["createdDate = '2024-05-01T12:00:00+02:00'", true],
    ['createdDate < 2024-05-01T09:59:59Z', false],
    ['id = 52 AND active = false', false],
    ['id = 1 OR active = true', true],
    ['id = 1 OR (id = 52 AND active = true)', true],
    ['unknown = 1', true],
    ['unknown = 1 AND id = 52', true],
    ['unknown = 1 AND id = 1', false],
    ['unknown = 1 OR id = 1', false],
    ['unknown IS NULL', true],
  ])('%s: %s', (text, expected) => {
    expect(fits(text)).toBe(expected)
  })

  it('reads % like the pattern it stands for', () => {
    const letters = string({ unit: constantFrom('a', 'b'), maxLength: 12 })
    assert(
      property(letters, array(letters, { minLength: 1, maxLength: 4 }), (text, parts) => {
        const pattern = new RegExp(`^${parts.join('.*')}$`)
        const expression = parseWhere(`x LIKE '${parts.join('%')}'`)
        expect(matchesWhere(expression, () => text)).toBe(pattern.test(text))
      }),
      { numRuns: 500 },
    )
  })
})
