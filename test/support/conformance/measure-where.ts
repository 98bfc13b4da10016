/** Filters: each attribute with each of its operators, seen to choose among the records, or at least taken. */
import type { Resource, WhereAttribute } from '../../../src/catalog/element.ts'
import type { Static } from 'typebox'
import type { Bench } from './bench.ts'
import { primaryKeyOf, told, type Row } from './connection.ts'
import { filledIn } from './places.ts'

type Attribute = Static<typeof WhereAttribute>
type Operator = keyof Attribute['operators']
type Literal = string | number | boolean

export interface WhereFindings {
  readonly narrows: readonly string[]
  readonly accepted: readonly string[]
}

/** Far apart enough that one of them chooses nothing, or everything. */
const sampleLiterals: Readonly<Record<Attribute['type'], readonly Literal[]>> = {
  date: ['2199-01-01', '2001-01-01'],
  number: [987654321, 0],
  boolean: [true, false],
  string: ['no-such-value', '1'],
}

/** Undefined for a list that has no `where`. */
export async function measureWhere(
  bench: Bench,
  list: Resource,
  place: string,
  rows: readonly Row[],
): Promise<WhereFindings | undefined> {
  if (list.parameters?.some(({ name }) => name === 'where') !== true) return undefined
  await refusesNonsense(bench, list, place)
  const all = await ask(bench, list, place, undefined)
  const findings = { narrows: [] as string[], accepted: [] as string[] }
  for (const trial of trialsOf(bench, list)) {
    const literals = await literalsFor(bench, list, trial, rows)
    let narrowed = false
    let taken = false
    for (const operator of trial.operators) {
      const outcome = await tryOperator(bench, list, place, { ...trial, operator }, literals, all)
      narrowed ||= outcome === 'narrows'
      taken ||= outcome !== 'refused'
    }
    if (trial.operators.includes('=')) await findsItself(bench, list, place, trial.name, rows)
    if (taken) findings[narrowed ? 'narrows' : 'accepted'].push(trial.name)
  }
  return { narrows: findings.narrows.sort(), accepted: findings.accepted.sort() }
}

async function refusesNonsense(bench: Bench, list: Resource, place: string): Promise<void> {
  for (const where of ['id', "id = 'open", "id = '1' AND", '= 3']) {
    const answer = await bench.connection.send('GET', place, { query: { where } })
    if (answer.status !== 400) bench.failing(list)('where', `${where} answered ${told(answer)}`)
  }
}

interface Trial {
  readonly name: string
  readonly type: Attribute['type']
  readonly values: readonly string[]
  readonly operators: readonly Operator[]
}

function trialsOf(bench: Bench, list: Resource): Trial[] {
  const declared = Object.entries(list.hubwright?.where ?? {}).map(
    ([name, { type, values = [], operators }]): Trial => ({
      name,
      type,
      values,
      operators: Object.keys(operators) as Operator[],
    }),
  )
  const byHooks = (list.hubwright?.whereByHooks ?? []).flatMap((name) => {
    if (!name.endsWith('*')) return [name]
    const examples = Object.keys(bench.example.where?.[list.path] ?? {})
    const named = examples.filter((one) => one.startsWith(name.slice(0, -1)))
    if (named.length === 0) {
      bench.failing(list)(`where.${name}`, 'conformance.json names no attribute that begins so')
    }
    return named
  })
  return [
    ...declared,
    ...byHooks.map((name): Trial => ({ name, type: 'string', values: [], operators: ['='] })),
  ]
}

/** What to compare with, the most telling first. */
async function literalsFor(
  bench: Bench,
  list: Resource,
  { name, type, values }: Trial,
  rows: readonly Row[],
): Promise<Literal[]> {
  const example = await filledIn(bench, bench.example.where?.[list.path]?.[name])
  const own = rows.map((row) => row[name]).find(isLiteral)
  return [example, own, ...values, ...sampleLiterals[type]].filter(isLiteral)
}

function isLiteral(value: unknown): value is Literal {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

async function tryOperator(
  bench: Bench,
  list: Resource,
  place: string,
  { name, operator }: { readonly name: string; readonly operator: Operator },
  literals: readonly Literal[],
  all: string,
): Promise<'narrows' | 'taken' | 'refused'> {
  let outcome: 'taken' | 'refused' = 'refused'
  let why = 'nothing to compare with'
  for (const literal of literals) {
    const answer = await ask(bench, list, place, conditionOf(name, operator, literal))
    if (answer.startsWith('refused:')) why = answer
    else if (answer === all) outcome = 'taken'
    else return 'narrows'
  }
  if (outcome === 'refused') {
    bench.failing(list)(
      `where.${name}`,
      `${operator} is never taken; ${why}. Give a literal in conformance.json`,
    )
  }
  return outcome
}

function conditionOf(name: string, operator: Operator, literal: Literal): string {
  const text = typeof literal === 'string' ? `'${literal.replaceAll("'", "''")}'` : String(literal)
  const attribute = /^[A-Za-z_][\w.]*$/.test(name) ? name : `\`${name}\``
  if (operator === 'in') return `${attribute} in (${text})`
  return operator === 'like'
    ? `${attribute} like '%${String(literal)}%'`
    : `${attribute} ${operator} ${text}`
}

/** Asks for the ids alone where they can be asked for: hundreds of whole pages take their time. */
function questionFor(bench: Bench, list: Resource, where: string | undefined) {
  const canCut = list.parameters?.some(({ name }) => name === 'fields') === true
  return {
    pageSize: bench.definition.largestPage(bench.authentication, list),
    ...(canCut ? { fields: primaryKeyOf(list) } : {}),
    ...(where === undefined ? {} : { where }),
  }
}

/** A fingerprint of the records that a condition leaves, or `refused: why`. */
async function ask(
  bench: Bench,
  list: Resource,
  place: string,
  where: string | undefined,
): Promise<string> {
  const query = questionFor(bench, list, where)
  const answer = await bench.connection.send('GET', place, { query })
  if (answer.status !== 200) return `refused: ${where ?? ''} answered ${told(answer)}`
  const notice = answer.headers['elements-error'] ?? ''
  return /ignored/.test(notice)
    ? `refused: ${notice}`
    : JSON.stringify([answer.headers['elements-total-count'], answer.body])
}

/** A record is among those that are equal to it. */
async function findsItself(
  bench: Bench,
  list: Resource,
  place: string,
  name: string,
  rows: readonly Row[],
): Promise<void> {
  const row = rows.find((one) => isLiteral(one[name]) && one[name] !== '')
  const literal = row?.[name]
  if (row === undefined || !isLiteral(literal)) return
  const primaryKey = primaryKeyOf(list)
  const where = conditionOf(name, '=', literal)
  const found = await bench.connection.rows(place, questionFor(bench, list, where))
  if (found?.some((one) => one[primaryKey] === row[primaryKey]) === true) return
  bench.failing(list)(`where.${name}`, `${where} does not find the record it was taken from`)
}
