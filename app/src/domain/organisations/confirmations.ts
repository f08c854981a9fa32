/** How the operator knows who an organisation is. */
export type ConfirmationMethod = 'dns-record' | 'email-domain' | 'register-number';

export interface Confirmation {
  readonly id: string;
  readonly organisationId: string;
  readonly method: ConfirmationMethod;
  /** What was found: the domain, or the register and the number in it. Shown to readers. */
  readonly evidence: string;
  readonly confirmedAt: Date;
  readonly validUntil: Date | null;
  readonly withdrawnAt: Date | null;
}

export function holdsAt(
  confirmation: Pick<Confirmation, 'confirmedAt' | 'validUntil' | 'withdrawnAt'>,
  at: Date,
): boolean {
  if (confirmation.withdrawnAt !== null && confirmation.withdrawnAt <= at) return false;
  return confirmation.confirmedAt <= at && (confirmation.validUntil === null || at < confirmation.validUntil);
}

/** The domain that a website stands for: its host, without a leading `www.`. */
export function domainOfWebsite(website: string | null): string | undefined {
  if (website === null || !URL.canParse(website)) return undefined;
  return (
    new URL(website).hostname
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/\.$/, '') || undefined
  );
}

export function domainOfEmail(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

const recordName = 'cairn-confirmation';

/** The text of the TXT record that an organisation adds to its domain. */
export function confirmationRecord(token: string): string {
  return `${recordName}=${token}`;
}

/** Whether the record is among a domain's TXT records, each given in the chunks that DNS returns (RFC 7208 3.3). */
export function holdsRecord(records: readonly (readonly string[])[], token: string): boolean {
  return records.some((chunks) => chunks.join('').trim() === confirmationRecord(token));
}
