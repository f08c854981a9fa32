/** Someone with an account. Personal: shown to themselves and the operator, never in logs or the audit trail. */
export interface Person {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly displayName: string;
  /** The name on official papers, where it differs; any script. */
  readonly legalName: string | null;
  readonly isOperator: boolean;
  readonly twoFactorEnabled: boolean;
  readonly suspendedAt: Date | null;
  readonly createdAt: Date;
}
