/** Makes any text harmless inside HTML elements and double-quoted attributes. */
function escapeHtml(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Template tag: literal parts stay, every inserted value is escaped unless it came from {@link html} or {@link raw}. */
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  let text = parts[0] ?? ''
  for (const [index, value] of values.entries()) {
    text += renderValue(value) + (parts[index + 1] ?? '')
  }
  return new Markup(text)
}

/** Text that is already safe HTML. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** Marks a literal of our own (a style sheet, a script) as safe. Never call it with anything received. */
export function raw(text: string): Markup {
  return new Markup(text)
}

function renderValue(value: unknown): string {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(renderValue).join('')
  if (value === undefined || value === null || value === false) return ''
  return escapeHtml(value)
}
