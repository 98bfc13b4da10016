import { html, type Markup, raw } from './html.ts'

const style = raw(`
:root{color-scheme:light dark;--line:light-dark(#d9dee5,#3a414b);--soft:light-dark(#f5f7fa,#1b1f25);--card:light-dark(#fff,#232830);--ink:light-dark(#1c2430,#e8ecf2);--muted:light-dark(#5b6675,#9aa6b6);--accent:light-dark(#1763c7,#79b0ff);--bad:light-dark(#b3261e,#ff8a80)}
*{box-sizing:border-box}
body{margin:0;font:15px/1.5 system-ui,sans-serif;background:var(--soft);color:var(--ink)}
main{max-width:1100px;margin:0 auto;padding:24px 16px}
main.narrow{max-width:480px;padding-top:8vh}
h1{font-size:1.5rem;margin:0 0 8px}h2{font-size:1.1rem;margin:0 0 8px}
a{color:var(--accent)}
.muted{color:var(--muted)}.bad{color:var(--bad)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 20px;margin:16px 0;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600}
code{font:.85em ui-monospace,monospace;overflow-wrap:anywhere}code.whole{overflow-wrap:normal;white-space:nowrap}
form{margin:0}.row{display:flex;gap:10px;flex-wrap:wrap;align-items:end}
label{display:block;margin:10px 0 4px;font-weight:600}
select,input{font:inherit;color:inherit;background:var(--card);padding:6px 10px;border:1px solid var(--line);border-radius:6px;max-width:100%}
button{font:inherit;font-weight:600;cursor:pointer;padding:8px 18px;border-radius:6px;border:1px solid var(--line);background:var(--card);color:var(--ink)}
button.primary{background:var(--accent);border-color:var(--accent);color:light-dark(#fff,#10151c)}
td.actions{white-space:nowrap}
button.small{padding:2px 10px;font-size:.85rem}
ul.scopes{padding-left:20px}
`)

/** A complete page. `after` comes behind the content and is meant for a script of our own. */
export function layout(
  title: string,
  content: Markup,
  options: { readonly narrow?: boolean; readonly after?: Markup } = {},
): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main class="${options.narrow === true ? 'narrow' : ''}">${content}</main>
        ${options.after}
      </body>
    </html>`
}

/** The head of a table. */
export function tableHead(...names: readonly string[]): Markup {
  return html`<thead>
    <tr>
      ${names.map((name) => html`<th>${name}</th>`)}
    </tr>
  </thead>`
}
