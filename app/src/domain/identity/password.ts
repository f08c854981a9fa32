/** In characters. Length is what makes a password hard to guess (NIST SP 800-63B 3.1.1.2); no other rule is put to it. */
export const shortestPassword = 10;
export const longestPassword = 128;

export type PasswordProblem = 'too-short' | 'too-long' | 'too-common' | 'is-the-address';

/** What is wrong with a new password, if anything. */
export function passwordProblem(password: string, email: string): PasswordProblem | undefined {
  if (password.length < shortestPassword) return 'too-short';
  if (password.length > longestPassword) return 'too-long';
  const plain = password.toLowerCase();
  if (plain === email.toLowerCase() || plain === email.toLowerCase().split('@')[0]) return 'is-the-address';
  if (commonest.has(plain) || new Set(plain).size < 4) return 'too-common';
  return undefined;
}

// The passwords of ten and more characters that lists of leaked ones are led by; attackers try these first.
const commonest = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
   qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 qwertyuiop[] q1w2e3r4t5 q1w2e3r4t5y6 asdfghjkl; asdfghjkl1 zxcvbnm123 azertyuiop
   password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123 mypassword password01 passwordpassword password!1
   iloveyou12 iloveyou123 iloveyou1234 iloveyouso ihateyou123 letmein123 welcome123 welcome1234 welcome2024 welcome2025 welcome2026
   administrator admin12345 admin123456 changeme123 changeme1234 testtest123 test123456 abcd123456 abc1234567 abcdefghij abcdefghijk
   a123456789 aa12345678 a1b2c3d4e5 a1b2c3d4e5f6 123qwe123qwe qwe123qwe123 123123123123 1231231234 1122334455 112233445566
   football123 baseball123 basketball princess123 sunshine123 superman123 batman12345 dragon12345 monkey12345 michael123 charlie123
   liverpool1 liverpool123 manchester chelsea123 barcelona1 realmadrid starwars123 pokemon123 minecraft1 minecraft123 chocolate1
   summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2026 autumn2026 january2026 qazwsxedcrfv qazwsxedc1
   correcthorsebatterystaple trustno1trustno1 opensesame1 secret12345 computer123 internet123 samsung123 google12345 facebook123
   strawberry butterfly1 jacqueline elizabeth1 alexander1 christopher university montgomery 741852963a 147258369a 7777777777a`.split(
    /\s+/,
  ),
);
