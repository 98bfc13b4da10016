/** `rootKey` of a resource: `request|response`, each a path into a body. */

const step = String.raw`[^.[\]|]+(?:\[(?:\d+|\*)\])*`
const answerPath = new RegExp(String.raw`^\.?(?:${step}|(?:\[(?:\d+|\*)\])+)(?:\.${step})*$`)
const requestPath = /^[^.[\]|]+(?:\.[^.[\]|]+)*$/

/**
 * True for `orders`, `order|orders`, `|data.items`, `x|`, `|a[0].b` and `|.x[*]`. Without a bar the text is the
 * response's root; a request is wrapped in named members only.
 */
export function isRootKey(text: string): boolean {
  const bars = text.split('|')
  if (bars.length > 2) return false
  const [request, response] = bars.length === 1 ? ['', text] : [bars[0] ?? '', bars[1] ?? '']
  return (
    (request === '' || requestPath.test(request)) && (response === '' || answerPath.test(response))
  )
}
