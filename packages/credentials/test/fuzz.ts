/** How many inputs a property is tried with: few by default, FUZZ_RUNS of them in a full proof. */
export function fuzzRuns(few: number): number {
  const asked = Number(process.env['FUZZ_RUNS']);
  return Number.isSafeInteger(asked) && asked > 0 ? asked : few;
}
