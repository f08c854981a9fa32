import { writeFile } from 'node:fs/promises';

/** What a proof found, in the words of its document: how often what was done. */
export type Counts = Readonly<Record<string, number>>;

/** Hands what was found to `npm run prove`, when that is what runs the test. */
export async function keepProof(name: string, counts: Counts): Promise<void> {
  const file = process.env['CAIRN_PROOF_REPORT'];
  if (file !== undefined) await writeFile(file, JSON.stringify({ name, counts }));
}
