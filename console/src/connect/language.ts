/** The words of the page: one file a language; all but English are loaded alone. */
import english from './languages/en.json'

export type Word = keyof typeof english
type Words = Readonly<Record<Word, string>>
/** What texts are filled with: `{organization}` and so on. */
export type Names = Readonly<Record<string, string>>

export interface Speech {
  say(word: Word, names?: Names): string
  /** What to tell a person of a reason that the API, or this page, gives. */
  reason(reason: string, names: Names): { readonly title: string; readonly text: string }
}

const files = import.meta.glob<Words>(['./languages/*.json', '!./languages/en.json'], {
  import: 'default',
})
const known = ['en', ...Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, ''))]
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/** @param wanted the best first; the browser's own come after, and English at last */
export async function learnLanguage(...wanted: readonly (string | undefined)[]): Promise<Speech> {
  const language = chooseLanguage([...wanted, ...navigator.languages], known)
  const words = await files[`./languages/${language}.json`]?.().catch(() => undefined)
  document.documentElement.lang = words === undefined ? 'en' : language
  document.documentElement.dir = rightToLeft.has(language) ? 'rtl' : 'ltr'
  return speechOf(words ?? english)
}

function speechOf(words: Words): Speech {
  const all: Readonly<Record<string, string>> = words
  const fill = (text: string, names: Names) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
  return {
    say: (word, names = {}) => fill(words[word], names),
    reason(reason, names) {
      const place = Object.hasOwn(all, `reason.${reason}.title`) ? reason : 'failed'
      return {
        title: fill(all[`reason.${place}.title`] ?? '', names),
        text: fill(all[`reason.${place}.text`] ?? '', names),
      }
    },
  }
}

/** `pt-BR` is served by `pt-BR`, else by `pt`. Pure. */
function chooseLanguage(wanted: readonly (string | undefined)[], from: readonly string[]): string {
  for (const tag of wanted) {
    const parts = (tag ?? '').toLowerCase().split('-')
    for (let length = parts.length; length > 0; length--) {
      const name = parts.slice(0, length).join('-')
      const found = from.find((one) => one.toLowerCase() === name)
      if (found !== undefined) return found
    }
  }
  return 'en'
}
