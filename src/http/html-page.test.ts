import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownToHtml } from './html-page.ts'

describe('markdownToHtml', () => {
  it('knows headings, paragraphs, lists, code and links', () => {
    const html = markdownToHtml(
      '# A `b`\n\ntext [docs](/docs)\n\n- one\n- two\n\n```sh\ncurl <x>\n```',
    )
    expect(html).toBe(
      '<h1>A <code>b</code></h1>\n<p>text <a href="/docs">docs</a></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<pre>curl &lt;x&gt;</pre>',
    )
  })

  it('lets no markup of the text through', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>"\'`[]() \n#-*a/:'.split('')) }),
        (text) => {
          const html = markdownToHtml(text)
          const tags = [...html.matchAll(/<(\/?\w+)[^>]*>?/g)].map((match) => match[1])
          const known = ['h1', 'h2', 'h3', 'p', 'ul', 'li', 'pre', 'code', 'a']
          for (const tag of tags) expect(known).toContain(tag?.replace('/', ''))
        },
      ),
    )
  })

  it('links to no script', () => {
    expect(markdownToHtml('[x](javascript:alert(1))')).not.toContain('<a')
  })
})
