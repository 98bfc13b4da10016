/**
 * The little Markdown our own pages use: headings, paragraphs, lists, tables, fenced code, code spans, emphasis and links.
 * Everything else stays text.
 */
import { escapeHtml } from './html-page.ts'

export function markdownToHtml(markdown: string): string {
  return markdown
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/^(```\w*\n[\s\S]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.trim().split(/\n{2,}(?!\s)/)))
    .filter((block) => block !== '')
    .map(blockToHtml)
    .join('\n')
}

function blockToHtml(block: string): string {
  const heading = /^(#{1,3}) (.+)$/.exec(block)
  if (heading?.[1] !== undefined && heading[2] !== undefined) {
    const level = heading[1].length
    return `<h${level} id="${anchorOf(heading[2])}">${inline(heading[2])}</h${level}>`
  }
  const fenced = /^```\w*\n([\s\S]*?)\n?```$/.exec(block)
  if (fenced?.[1] !== undefined) return `<pre>${escapeHtml(fenced[1])}</pre>`
  if (/^[-*] /.test(block)) return list('ul', block.split(/\n(?=[-*] )/), /^[-*] /)
  if (/^\d+\. /.test(block)) return list('ol', block.split(/\n(?=\d+\. )/), /^\d+\. /)
  const [head = '', rule = '', ...rows] = block.split('\n')
  if (/^\|.*\|$/.test(head) && /^\|[-| ]+\|$/.test(rule)) {
    const body = rows.map((row) => tableRow('td', row)).join('\n')
    return `<table>\n<thead>${tableRow('th', head)}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`
  }
  return `<p>${inline(block)}</p>`
}

/** As the places that show our files name them, so that links within the pages lead somewhere. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

function list(kind: 'ul' | 'ol', items: readonly string[], mark: RegExp): string {
  const lines = items.map((item) => `<li>${inline(item.replace(mark, ''))}</li>`)
  return `<${kind}>\n${lines.join('\n')}\n</${kind}>`
}

function tableRow(cell: 'th' | 'td', row: string): string {
  const cells = row.slice(1, -1).split(/(?<!\\)\|/)
  const shown = cells.map((text) => inline(text.trim().replaceAll('\\|', '|')))
  return `<tr>${shown.map((text) => `<${cell}>${text}</${cell}>`).join('')}</tr>`
}

function inline(text: string): string {
  return linked(
    text
      .split(/(`[^`]+`)/)
      .map((part) =>
        part.startsWith('`') && part.length > 2
          ? // What looks like a link in code is none.
            `<code>${escapeHtml(part.slice(1, -1)).replaceAll('[', '&#91;')}</code>`
          : stressed(escapeHtml(part)),
      )
      .join(''),
  )
}

function stressed(escaped: string): string {
  return escaped
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/(?<!\w)_([^_]+)_(?!\w)/g, '<em>$1</em>')
}

/** Links to https, and to pages of ours, which are served without their ending; other files and folders are not. */
function linked(html: string): string {
  return html.replaceAll(
    /\[([^\]]+)\]\(((?:https:\/\/|\/|\.\/)?[\w./#-]+)\)/g,
    (_whole, label: string, target: string) =>
      isServed(target) ? `<a href="${target.replace(/\.md(?=#|$)/, '')}">${label}</a>` : label,
  )
}

function isServed(target: string): boolean {
  return (
    /^(?:https:|\/|#)/.test(target) || /^(?:\.\.\/[\w-]+\/|\.\/)?[\w-]+\.md(?:#|$)/.test(target)
  )
}
