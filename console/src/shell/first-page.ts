let count = 0

/** Told at each navigation. */
export function countPage(): void {
  count += 1
}

/** True until the person went on from the page the browser was opened with. */
export function isFirstPage(): boolean {
  return count <= 1
}
