/** JSON in which numbers that JavaScript cannot hold are kept as they were written: ids, and what vendors sign. */

/** A number that is no safe integer, by its digits. */
export class WrittenNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type ReviverWithSource = (key: string, value: unknown, context: { source?: string }) => unknown

/** @param json a text that `parseJson` took */
export function withNumbersAsWritten(json: string): unknown {
  const keep: ReviverWithSource = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined
      ? new WrittenNumber(source)
      : value
  return JSON.parse(json.replace(/^\uFEFF/, ''), keep as (key: string, value: unknown) => unknown)
}
