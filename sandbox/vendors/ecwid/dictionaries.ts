import { json } from '../../answer.ts'
import type { ApiRoute } from './api-call.ts'
import { textParameter } from './parameters.ts'
import { countries, states } from './persons.ts'

/** The same in every store, for any token, and never in pages. */
export const dictionaryRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/countries',
    scope: null,
    handle: () => json(200, namedCodes(countries)),
  },
  {
    method: 'GET',
    path: '/states',
    scope: null,
    handle: ({ query }) => {
      const country = textParameter(query, 'countryCode') ?? 'US'
      return json(200, country === 'US' ? namedCodes(states) : [])
    },
  },
  {
    method: 'GET',
    path: '/currencies',
    scope: null,
    handle: () => {
      const names = new Intl.DisplayNames(['en'], { type: 'currency' })
      const codes = Intl.supportedValuesOf('currency')
      return json(
        200,
        codes.map((code) => ({ code, name: names.of(code) })),
      )
    },
  },
]

function namedCodes(names: Readonly<Record<string, string>>): { code: string; name: string }[] {
  return Object.entries(names).map(([code, name]) => ({ code, name }))
}
