/** How people get the credentials of a vendor, as its definition tells it (`hubwright.setup`). Pure. */
import type { ErrorDetail } from '../core/errors.ts'
import type { Connector } from './connector.ts'
import type { Element } from './element.ts'
import type { SetupStep } from './setup-step.ts'
import { pointerPart } from './json-pointer.ts'
import { placeholdersOf } from './resource-path.ts'

/** Stands for the platform's own landing page, which people register as the redirect address of their app. */
const redirectUrl = 'redirect.url'

/**
 * The steps for an authentication type with their places filled; none where the definition has none. Steps with
 * `simulated` are left out unless the addresses in force are the sandbox's.
 */
export function setupSteps(
  connector: Connector,
  authenticationType: string,
  landingPage: string,
): readonly SetupStep[] {
  const defaults = new Map(
    connector.entriesFor(authenticationType).map(({ key, defaultValue }) => [key, defaultValue]),
  )
  const fill = (text: string) =>
    text.replaceAll(/\{([\w.$-]+)\}/g, (place, name: string) =>
      name === redirectUrl ? landingPage : (defaults.get(name) ?? place),
    )
  const steps = connector.element.hubwright?.setup?.[authenticationType] ?? []
  const isSimulated = connector.origins.inForce === 'sandbox'
  return steps
    .filter(({ simulated = false }) => isSimulated || !simulated)
    .map(({ text, copy, ...rest }) => ({
      ...rest,
      text: fill(text),
      ...(copy === undefined
        ? {}
        : { copy: copy.map(({ label, value }) => ({ label, value: fill(value) })) }),
    }))
}

/** Where the words of `setup` lead nowhere. `types` are the authentication types of the element. */
export function setupRules(element: Element, types: readonly string[]): ErrorDetail[] {
  return Object.entries(element.hubwright?.setup ?? {}).flatMap(([type, steps]) => {
    const at = `/hubwright/setup/${pointerPart(type)}`
    if (!types.includes(type)) {
      return [{ path: at, message: `must be an authentication type: ${types.join(', ')}` }]
    }
    const filled = new Set([
      redirectUrl,
      ...(element.configuration ?? [])
        .filter(({ groupName = type }) => groupName === type || groupName === '')
        .filter(({ defaultValue = '' }) => defaultValue !== '')
        .map(({ key }) => key),
    ])
    return steps.flatMap((step, index) => stepRules(step, filled, `${at}/${index}`))
  })
}

function stepRules(
  { text, link, copy = [] }: SetupStep,
  filled: ReadonlySet<string>,
  at: string,
): ErrorDetail[] {
  const texts = [
    { path: `${at}/text`, value: text },
    ...copy.map(({ value }, index) => ({ path: `${at}/copy/${index}/value`, value })),
  ]
  const unknown = texts.flatMap(({ path, value }) =>
    placeholdersOf(value)
      .filter((name) => !filled.has(name))
      .map((name) => ({
        path,
        message: `{${name}} is neither {${redirectUrl}} nor a configuration entry with a default`,
      })),
  )
  const isWeb = link === undefined || URL.parse(link.url)?.protocol === 'https:'
  return isWeb
    ? unknown
    : [...unknown, { path: `${at}/link/url`, message: 'must be an https address' }]
}
