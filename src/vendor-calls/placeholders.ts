import { PlatformError } from '../core/errors.ts'

/** A text with `{name}` places, taken apart once. */
export interface Template {
  readonly parts: readonly (string | { readonly name: string })[]
  readonly names: readonly string[]
}

/** Takes `/orders/{orderId}` apart. Braces that hold no plain name stay text. */
export function parseTemplate(text: string): Template {
  const parts: (string | { name: string })[] = []
  const names: string[] = []
  let from = 0
  for (const match of text.matchAll(/\{([\w.$-]+)\}/g)) {
    if (match.index > from) parts.push(text.slice(from, match.index))
    const name = match[1] as string
    parts.push({ name })
    names.push(name)
    from = match.index + match[0].length
  }
  if (from < text.length || parts.length === 0) parts.push(text.slice(from))
  return { parts, names }
}

/** Puts values in; `valueOf` throws or answers the text to insert, already encoded for its place. */
export function fillTemplate(template: Template, valueOf: (name: string) => string): string {
  let filled = ''
  for (const part of template.parts) filled += typeof part === 'string' ? part : valueOf(part.name)
  return filled
}

/** Replaces `{key}` by configuration values and leaves unknown names as they are. */
export function fillKnown(text: string, configuration: Readonly<Record<string, string>>): string {
  if (!text.includes('{')) return text
  return fillTemplate(parseTemplate(text), (name) => configured(configuration, name) ?? `{${name}}`)
}

/** A configuration value, when there is one that is not empty. */
export function configured(
  configuration: Readonly<Record<string, string>>,
  key: string,
): string | undefined {
  const value = Object.hasOwn(configuration, key) ? configuration[key] : undefined
  return value === '' ? undefined : value
}

/** A configuration value that a call cannot do without. */
export function requiredConfiguration(
  configuration: Readonly<Record<string, string>>,
  key: string,
): string {
  const value = configured(configuration, key)
  if (value === undefined) {
    throw new PlatformError(
      'missing_configuration',
      `The instance has no value for '${key}'; set it in the instance's configuration or authenticate the instance again`,
      { details: [{ path: `configuration/${key}`, message: 'a value is required' }] },
    )
  }
  return value
}
