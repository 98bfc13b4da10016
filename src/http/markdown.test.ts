import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownToHtml } from './markdown.ts'

describe('markdownToHtml', () => {
  it('knows headings, paragraphs, lists, code and links', () => {
    const html = markdownToHtml(
      '# A `b`\n\ntext [docs](/docs)\n\n- one\n- two\n\n```sh\ncurl <x>\n```',
    )
    expect(html).toBe(
      '<h1 id="a-b">A <code>b</code></h1>\n<p>text <a href="/docs">docs</a></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<pre>curl &lt;x&gt;</pre>',
    )
  })

  it('knows tables, numbers, emphasis, and code with empty lines', () => {
    expect(markdownToHtml('| a | `b` |\n| --- | --- |\n| c | d \\| e |')).toBe(
      '<table>\n<thead><tr><th>a</th><th><code>b</code></th></tr></thead>\n<tbody>\n<tr><td>c</td><td>d | e</td></tr>\n</tbody>\n</table>',
    )
    expect(markdownToHtml('1. **one**\n2. _two_ a_b_c')).toBe(
      '<ol>\n<li><strong>one</strong></li>\n<li><em>two</em> a_b_c</li>\n</ol>',
    )
    expect(markdownToHtml('x\n\n```ts\na\n\n# b\n```\n\ny')).toBe(
      '<p>x</p>\n<pre>a\n\n# b</pre>\n<p>y</p>',
    )
  })

  it('links pages as they are served', () => {
    expect(markdownToHtml('[`a`](../errors/b.md#c) [d](../../src/e.md)')).toBe(
      '<p><a href="../errors/b#c"><code>a</code></a> d</p>',
    )
    expect(markdownToHtml('`[a](b.md)`')).toBe('<p><code>&#91;a](b.md)</code></p>')
  })

  it('lets no markup of the text through', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>"\'`[]() \n#-*_|1.a/:'.split('')) }),
        (text) => {
          const html = markdownToHtml(text)
          const tags = [...html.matchAll(/<(\/?\w+)[^>]*>?/g)].map((match) => match[1])
          const known = [
            'h1',
            'h2',
            'h3',
            'p',
            'ul',
            'ol',
            'li',
            'pre',
            'code',
            'a',
            'strong',
            'em',
          ]
          for (const tag of tags) expect(known).toContain(tag?.replace('/', ''))
        },
      ),
    )
  })

  it('links to no script', () => {
    expect(markdownToHtml('[x](javascript:alert(1))')).not.toContain('<a')
  })
})
