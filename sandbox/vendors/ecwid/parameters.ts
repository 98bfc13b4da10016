import { readDateParameter } from './dates.ts'
import { wrongParameter } from './errors.ts'

const truths = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
])

/** A parameter's text; undefined when absent or empty. */
export function textParameter(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)
  return text === null || text === '' ? undefined : text
}

export function booleanParameter(query: URLSearchParams, name: string): boolean | undefined {
  const text = textParameter(query, name)
  if (text === undefined) return undefined
  const value = truths.get(text.toLowerCase())
  if (value === undefined) {
    throw wrongParameter(
      `Wrong parameter '${name}' value: expected one of 'true','false','yes','no','on','off','1','0'`,
    )
  }
  return value
}

function numberParameter(query: URLSearchParams, name: string): number | undefined {
  const text = textParameter(query, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^-?\d+(\.\d+)?$/.test(text) || !Number.isFinite(value)) {
    throw wrongParameter(`Wrong parameter '${name}' value: '${text}' is not a number`)
  }
  return value
}

export function integerParameter(query: URLSearchParams, name: string): number | undefined {
  const value = numberParameter(query, name)
  if (value !== undefined && !Number.isInteger(value)) {
    throw wrongParameter(`Wrong parameter '${name}' value: '${value}' is not a whole number`)
  }
  return value
}

/** A comma list of whole numbers. */
export function idListParameter(query: URLSearchParams, name: string): number[] | undefined {
  return listParameter(query, name)?.map((text) => {
    if (!/^-?\d{1,15}$/.test(text)) {
      throw wrongParameter(`Wrong parameter '${name}' value: '${text}' is not a number`)
    }
    return Number(text)
  })
}

/** A comma list of texts. */
export function listParameter(query: URLSearchParams, name: string): string[] | undefined {
  const text = textParameter(query, name)
  return text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** One of a closed list of words. */
export function choiceParameter<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = textParameter(query, name)
  if (text === undefined) return undefined
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) {
    throw wrongParameter(
      `Wrong parameter '${name}' value: expected one of ${choices.map((word) => `'${word}'`).join(',')}`,
    )
  }
  return choice
}

/** Whether a value lies between two optional parameters, both bounds included. */
type Between = (value: number | undefined) => boolean

/** Reads `<name>From` and `<name>To` as dates. */
export function dateRange(query: URLSearchParams, from: string, to: string): Between | undefined {
  return range(readDate(query, from), readDate(query, to))
}

/** Reads two bounds as numbers. */
export function numberRange(query: URLSearchParams, from: string, to: string): Between | undefined {
  return range(numberParameter(query, from), numberParameter(query, to))
}

function readDate(query: URLSearchParams, name: string): number | undefined {
  const text = textParameter(query, name)
  return text === undefined ? undefined : readDateParameter(name, text)
}

function range(low: number | undefined, high: number | undefined): Between | undefined {
  if (low === undefined && high === undefined) return undefined
  return (value) =>
    value !== undefined && value >= (low ?? -Infinity) && value <= (high ?? Infinity)
}
