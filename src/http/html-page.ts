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
