/** Where the word `hubwright.events.webhook` contradicts itself or points nowhere. */
import type { ErrorDetail } from '../core/errors.ts'
import { configurationKeysOf } from './configuration-keys.ts'
import type { Element } from './element.ts'

const at = '/hubwright/events/webhook'
/** `{body}`, `{/pointer}` and `{header:name}`; what a message may hold besides text. */
const place = /\{([^{}]*)\}/g

export function webhookRules(element: Element): readonly ErrorDetail[] {
  const word = element.hubwright?.events?.webhook
  if (word === undefined) return []
  const errors: ErrorDetail[] = []
  const wrong = (path: string, message: string) => void errors.push({ path: at + path, message })
  const keys = configurationKeysOf(element)
  const { signature } = word
  if (signature !== undefined) {
    if (word.unsigned === true)
      wrong('/unsigned', 'contradicts the signature: leave one of them out')
    if (!keys.has(signature.secret)) wrong('/signature/secret', 'names no configuration entry')
    if (signature.header !== signature.header.toLowerCase())
      wrong('/signature/header', 'must be in lower case')
    const places = [...signature.message.matchAll(place)].map((match) => match[1] ?? '')
    if (places.length === 0)
      wrong('/signature/message', 'must hold {body}, a {/pointer} into the body or a {header:name}')
    for (const name of places) {
      if (name === 'body' || name.startsWith('/') || /^header:[a-z\d-]+$/.test(name)) continue
      wrong(
        '/signature/message',
        `{${name}} is neither {body}, {/pointer} nor {header:lower-case-name}`,
      )
    }
  }
  const accounts = word.account !== undefined || word.hint !== undefined
  if (accounts && element.hubwright?.accountKey === undefined)
    wrong('/account', 'is compared with the value of hubwright.accountKey, which is missing')
  return errors
}
