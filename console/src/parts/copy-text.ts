/** Puts a text onto the clipboard. Rejects when the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  // Browsers have the newer way on https and localhost only.
  if (isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'mantine-visually-hidden'
  // Within an open dialog the focus may not leave it.
  ;(document.activeElement?.parentElement ?? document.body).append(area)
  area.select()
  const isDone = document.execCommand('copy')
  area.remove()
  if (!isDone) throw new Error('The browser refused to copy')
}
