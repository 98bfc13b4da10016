/** Rounds half up (away from zero) to so many decimals, without being fooled by float noise. */
export function roundMoney(value: number, decimals = 2): number {
  const scale = 10 ** decimals
  const scaled = Number((Math.abs(value) * scale).toPrecision(15))
  return (Math.sign(value) * Math.round(scaled)) / scale || 0
}
