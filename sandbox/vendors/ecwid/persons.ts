import type { JsonObject, Person } from './model.ts'

export const countries: Readonly<Record<string, string>> = {
  US: 'United States',
  DE: 'Germany',
  FR: 'France',
  GB: 'United Kingdom',
  ES: 'Spain',
  JP: 'Japan',
  CA: 'Canada',
}

/** Of the United States. */
export const states: Readonly<Record<string, string>> = {
  CA: 'California',
  NY: 'New York',
  WA: 'Washington',
  OR: 'Oregon',
  TX: 'Texas',
}

const writable = [
  'name',
  'companyName',
  'street',
  'city',
  'countryCode',
  'postalCode',
  'stateOrProvinceCode',
  'phone',
] as const

/** Keeps the writable texts of an address as a stranger sent it. */
export function readPerson(value: unknown): Person {
  const given = (value ?? {}) as JsonObject
  const person: Record<string, string> = {}
  for (const name of writable) {
    const text = given[name]
    if (typeof text === 'string') person[name] = text
  }
  return person
}

/** An address with its derived names: first and last word of a name of two words or more. */
export function showPerson(person: Person): JsonObject {
  const words = (person.name ?? '').trim().split(/\s+/).filter(Boolean)
  const country = countries[person.countryCode ?? '']
  const state = person.countryCode === 'US' ? states[person.stateOrProvinceCode ?? ''] : undefined
  return {
    ...person,
    ...(words.length < 2 ? {} : { firstName: words[0], lastName: words.at(-1) }),
    ...(country === undefined ? {} : { countryName: country }),
    ...(state === undefined ? {} : { stateOrProvinceName: state }),
  }
}
