/** A share in words: `0%`, `<1%`, `12%`; nothing is rounded to none or all. */
export function shareText(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '0%'
  const percent = (part / whole) * 100
  if (percent < 1) return '<1%'
  return part < whole ? `${Math.min(99, Math.round(percent))}%` : '100%'
}
