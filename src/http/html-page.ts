/** Small pages of our own: text is escaped, nothing is inline, and nothing of another host is loaded. */

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The text of a page whose `body` is already safe HTML; sets the headers that belong to it. */
export function page(
  reply: { header(name: string, value: string): unknown },
  title: string,
  body: string,
): string {
  reply.header('content-security-policy', policy)
  reply.header('x-frame-options', 'DENY')
  reply.header('content-type', 'text/html; charset=utf-8')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/page.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}

/**
 * The little Markdown our own pages use: headings, paragraphs, lists of one level, indented or fenced code,
 * code spans and links. Everything else stays text.
 */
export function markdownToHtml(markdown: string): string {
  const blocks = markdown
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}(?!\s)/)
  return blocks.map(blockToHtml).join('\n')
}

function blockToHtml(block: string): string {
  const heading = /^(#{1,3}) (.+)$/.exec(block)
  if (heading?.[1] !== undefined && heading[2] !== undefined) {
    const level = heading[1].length
    return `<h${level}>${inline(heading[2])}</h${level}>`
  }
  const fenced = /^```\w*\n([\s\S]*?)\n?```$/.exec(block)
  if (fenced?.[1] !== undefined) return `<pre>${escapeHtml(fenced[1])}</pre>`
  if (/^[-*] /.test(block)) {
    const items = block.split(/\n(?=[-*] )/).map((item) => item.slice(2))
    return `<ul>\n${items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`
  }
  return `<p>${inline(block)}</p>`
}

function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 2
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : linked(escapeHtml(part)),
    )
    .join('')
}

/** Links to places of ours and to https only. */
function linked(escaped: string): string {
  return escaped.replaceAll(
    /\[([^\]]+)\]\(((?:https:\/\/|\/|\.\/)?[\w./#-]+)\)/g,
    (_whole, label: string, target: string) => `<a href="${target}">${label}</a>`,
  )
}
