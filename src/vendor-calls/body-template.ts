import { configured, fillTemplate, parseTemplate } from './placeholders.ts'

/**
 * Fills the `{token}` places of a body template. What goes in is escaped for the text around it (JSON or XML), so that
 * a value cannot change the shape of the body; unknown places become empty. A JSON result is parsed, so that
 * hooks see members instead of text.
 */
export function fillBodyTemplate(
  template: string,
  tokens: Readonly<Record<string, unknown>>,
  configuration: Readonly<Record<string, string>>,
): unknown {
  const kind = kindOf(template)
  const filled = fillTemplate(parseTemplate(template), (name) =>
    escapeFor(kind, Object.hasOwn(tokens, name) ? tokens[name] : configured(configuration, name)),
  )
  if (kind !== 'json') return filled
  try {
    return JSON.parse(filled) as unknown
  } catch {
    // A template of something that only looks like JSON, such as GraphQL: it goes out as written.
    return filled
  }
}

function kindOf(template: string): 'json' | 'xml' | 'text' {
  const start = template.trimStart()[0]
  if (start === '{' || start === '[') return 'json'
  return start === '<' ? 'xml' : 'text'
}

const xmlEscapes: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
}

function escapeFor(kind: 'json' | 'xml' | 'text', value: unknown): string {
  if (value === undefined || value === null) return ''
  const isText = typeof value === 'string'
  const text = isText ? value : JSON.stringify(value)
  // Text stands between the template's own quotes; anything else is JSON of its own.
  if (kind === 'json') return isText ? JSON.stringify(text).slice(1, -1) : text
  if (kind === 'xml') return text.replace(/[<>&"']/g, (found) => xmlEscapes[found] ?? found)
  return text
}
