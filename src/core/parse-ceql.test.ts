import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  letrec,
  oneof,
  property,
  record,
  string,
  stringMatching,
  tuple,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WhereCondition, WhereExpression, WhereLiteral } from './ceql.ts'
import { PlatformError } from './errors.ts'
import { conditionsOf, parseWhere } from './parse-ceql.ts'

type Plain = Omit<WhereCondition, 'position'>
type PlainExpression =
  { condition: Plain } | { all: PlainExpression[] } | { any: PlainExpression[] }

function plain(expression: WhereExpression): PlainExpression {
  if ('condition' in expression) {
    const { attribute, operator, value } = expression.condition
    return { condition: { attribute, operator, value } }
  }
  return 'all' in expression
    ? { all: expression.all.map(plain) }
    : { any: expression.any.map(plain) }
}

function one(text: string): Plain {
  const parsed = plain(parseWhere(text))
  if (!('condition' in parsed)) throw new Error('More than one condition')
  return parsed.condition
}

function messageOf(text: string): string {
  try {
    parseWhere(text)
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'invalid_where') return error.message
    throw error
  }
  return 'accepted'
}

describe('parseWhere', () => {
  it.each<[string, string, string, unknown]>([
    ["email='a@b.example'", 'email', '=', 'a@b.example'],
    ["email != 'x'", 'email', '!=', 'x'],
    ['total<5', 'total', '<', 5],
    ['total > -5.25', 'total', '>', -5.25],
    ['total<=1e3', 'total', '<=', 1000],
    ['total >=0', 'total', '>=', 0],
    ['enabled = true', 'enabled', '=', true],
    ['enabled=FALSE', 'enabled', '=', false],
    ["name LIKE 'Shirt%'", 'name', 'like', 'Shirt%'],
    ["name like'%a''b%'", 'name', 'like', "%a'b%"],
    ["id IN ('1', 2,true)", 'id', 'in', ['1', 2, true]],
    ["id in('only')", 'id', 'in', ['only']],
    ['id IS NULL', 'id', 'is null', undefined],
    ['id is  not\nnull', 'id', 'is not null', undefined],
    ["a.b-c_d.@e = ''", 'a.b-c_d.@e', '=', ''],
    ['items[*].sku = 1', 'items[*].sku', '=', 1],
    [
      "`metaData.updated` > '2018-01-01T00:00:00Z'",
      'metaData.updated',
      '>',
      '2018-01-01T00:00:00Z',
    ],
    ["`a = 'b' and` = 'c'", "a = 'b' and", '=', 'c'],
    ["größe = 'ü'", 'größe', '=', 'ü'],
    ["a = 'x AND y = (1)'", 'a', '=', 'x AND y = (1)'],
    ["a = ''''", 'a', '=', "'"],
    ['date = 2018-03-22', 'date', '=', '2018-03-22'],
    ['date >= 2018-03-22T10:11:12Z', 'date', '>=', '2018-03-22T10:11:12Z'],
    ['date >= 2018-03-22T10:11:12.123+02:00', 'date', '>=', '2018-03-22T10:11:12.123+02:00'],
    ['date < 2018-03-22 10:11:12 +0000', 'date', '<', '2018-03-22 10:11:12 +0000'],
    ['date < 2018-03-22 10:11', 'date', '<', '2018-03-22 10:11'],
    ['id = 12345678901234567890', 'id', '=', '12345678901234567890'],
    ['zip = 00123', 'zip', '=', '00123'],
    ['like = 1', 'like', '=', 1],
    ['android = 1', 'android', '=', 1],
    ["order='x'", 'order', '=', 'x'],
    ['(((a = 1)))', 'a', '=', 1],
  ])('reads %s', (text, attribute, operator, value) => {
    expect(one(text)).toEqual({ attribute, operator, value })
  })

  it('lets AND bind stronger than OR, and parentheses strongest', () => {
    const a = { condition: { attribute: 'a', operator: '=', value: 1 } }
    const b = { condition: { attribute: 'b', operator: '=', value: 2 } }
    const c = { condition: { attribute: 'c', operator: '=', value: 3 } }
    expect(plain(parseWhere('a=1 AND b=2 AND c=3'))).toEqual({ all: [a, b, c] })
    expect(plain(parseWhere('a=1 or b=2 And c=3'))).toEqual({ any: [a, { all: [b, c] }] })
    expect(plain(parseWhere('(a=1 OR b=2)AND(c=3)'))).toEqual({ all: [{ any: [a, b] }, c] })
  })

  it('remembers where each attribute stood', () => {
    const conditions = conditionsOf(parseWhere(" a = 1 AND (`b` = 2 OR c = 'x')"))
    expect(conditions.map(({ attribute, position }) => [attribute, position])).toEqual([
      ['a', 1],
      ['b', 12],
      ['c', 23],
    ])
  })

  it.each([
    ['', 'character 1: it is empty'],
    ['   ', 'character 4: it is empty'],
    [
      'a',
      'character 2: an operator must stand here (=, !=, <, >, <=, >=, LIKE, IN, IS NULL), but the text ends',
    ],
    ['a =', 'character 4: a value must stand here, but the text ends'],
    ['= 1', 'character 1: the name of an attribute must stand here, not ='],
    ['a = 1 AND', 'character 10: the name of an attribute must stand here, but the text ends'],
    ['a = 1 AND AND b = 2', 'character 11: the name of an attribute must stand here, not AND'],
    ['a = 1 b = 2', 'character 7: AND or OR must stand here, not b'],
    ['a = 1, b = 2', 'character 6: AND or OR must stand here, not ,'],
    ['(a = 1', 'character 7: ) must stand here, but the text ends'],
    ['a = 1)', 'character 6: no parenthesis is open here; remove )'],
    ['a = "x"', `character 5: replace the quotes (") by straight single quotes (')`],
    ['a = ‘x’', `character 5: replace the quotes (‘) by straight single quotes (')`],
    ['a = “x”', `character 5: replace the quotes (“) by straight single quotes (')`],
    ['a in (“x”)', `character 7: replace the quotes (“)`],
    ["'a' = 'x'", 'character 1: names of attributes stand bare or in back-quotes'],
    ['“a” = 1', 'character 1: names of attributes stand bare or in back-quotes'],
    [
      "a = 'x",
      "character 5: the text that begins here has no closing quote; a quote inside is written ''",
    ],
    ["a = 'it's'", 'character 9: AND or OR must stand here'],
    ['a = PAID', `character 5: "PAID" must stand in straight single quotes: 'PAID'`],
    ['a = 1.2.3', `character 5: "1.2.3" must stand in straight single quotes`],
    ['a = 2018-3-2', `character 5: "2018-3-2" must stand in straight single quotes`],
    ['a = null', 'character 5: write IS NULL or IS NOT NULL'],
    ['a == 1', 'character 3: write = instead of =='],
    ['a <> 1', 'character 3: write != instead of <>'],
    ['a NOT IN (1)', 'character 3: NOT is known in IS NOT NULL only'],
    ['a IS 1', 'character 6: NULL must stand here, not 1'],
    ['a IS NOT 1', 'character 10: NULL must stand here, not 1'],
    ['a IN 1', 'character 6: IN needs a list in parentheses'],
    ['a IN ()', 'character 7: a value must stand here, not )'],
    ['a IN (1 2)', 'character 9: a comma or ) must stand here, not 2)'],
    ['`a = 1', 'character 1: the back-quote that begins here has no end'],
    ['`` = 1', 'character 1: the back-quote that begins here has no end'],
    ["a = 'x\r\ny'", 'character 5: the text holds a line end'],
    ["a = 'x\u0000'", 'character 5: the text holds a line end or another control character'],
    ['a = ${1}', 'character 5: a value must stand here, not ${1}'],
  ])('tells what is wrong with %j', (text, message) => {
    expect(messageOf(text)).toContain(`The where expression cannot be read at ${message}`)
  })

  it('has limits', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a=1${')'.repeat(depth)}`
    expect(messageOf(nested(32))).toBe('accepted')
    expect(messageOf(nested(33))).toMatch(/deeper than 32 levels/)
    expect(messageOf(`a = '${'x'.repeat(10_000)}'`)).toMatch(/longer than 10000 characters/)
    const many = (count: number) => Array.from({ length: count }, () => 'a=1').join(' AND ')
    expect(messageOf(many(200))).toBe('accepted')
    expect(messageOf(many(201))).toMatch(/more than 200 conditions/)
  })

  it('throws nothing but its own error, whatever comes', () => {
    const word = constantFrom(
      ..."' '' ` ( ) , = != < > AND or LIKE IN IS NOT NULL a b.c 1 2018-03-22 “ \\ \n".split(' '),
    )
    const soup = array(oneof(word, string())).map((parts) => parts.join(' '))
    assert(
      property(oneof(soup, string({ unit: 'binary' })), (text) => {
        expect(messageOf(text)).toEqual(expect.any(String))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads back what it was written from', () => {
    const text = string({ unit: 'grapheme' }).filter((value) => !/\p{Cc}/u.test(value))
    const number = oneof(
      integer(),
      double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map(
        (value) => value + 0,
      ),
    )
    const literal = oneof(text, number, boolean())
    const attribute = oneof(
      stringMatching(/^[a-z_@][a-zA-Z0-9_@.-]{0,12}$/),
      text.filter((value) => !value.includes('`') && value === value.trim() && value !== ''),
    )
    const condition = oneof(
      record({
        attribute,
        operator: constantFrom('=', '!=', '<', '>', '<=', '>=', 'like'),
        value: literal,
      }),
      record({
        attribute,
        operator: constant('in'),
        value: array(literal, { minLength: 1, maxLength: 3 }),
      }),
      record({
        attribute,
        operator: constantFrom('is null', 'is not null'),
        value: constant(undefined),
      }),
    ).map((value) => ({ condition: value as Plain }))
    const { tree } = letrec<{ tree: PlainExpression }>((tie) => ({
      tree: oneof(
        { depthSize: 'small', maxDepth: 4 },
        condition,
        array(tie('tree'), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
        array(tie('tree'), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
      ),
    }))
    assert(
      property(tuple(tree, boolean()), ([expression, upper]) => {
        const written = print(expression, upper)
        if (written.length > 10_000) return
        expect(plain(parseWhere(written))).toEqual(expression)
      }),
    )
  })
})

function print(expression: PlainExpression, upper: boolean): string {
  const word = (text: string) => (upper ? text.toUpperCase() : text)
  if ('condition' in expression) {
    const { attribute, operator, value } = expression.condition
    const name = `\`${attribute}\``
    if (value === undefined) return `${name} ${word(operator)}`
    const values = (Array.isArray(value) ? value : [value]) as WhereLiteral[]
    const literals = values.map((one) =>
      typeof one === 'string' ? `'${one.replaceAll("'", "''")}'` : String(one),
    )
    return `${name} ${word(operator)} ${operator === 'in' ? `(${literals.join(', ')})` : literals.join()}`
  }
  const [parts, joint] = 'all' in expression ? [expression.all, ' and '] : [expression.any, ' or ']
  return parts.map((part) => `(${print(part, upper)})`).join(word(joint))
}
