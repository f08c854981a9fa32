import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

export { expect, type Page };

interface Demo {
  readonly origin: string;
  readonly accounts: readonly {
    readonly role: string;
    readonly organisation?: string;
    readonly email: string;
    readonly password: string;
  }[];
  readonly credentials: Readonly<Record<string, string>>;
  readonly microcredentials: readonly string[];
  readonly shares: readonly string[];
}

const origin = process.env['CAIRN_STORY_ORIGIN'] ?? '';
export const demo = JSON.parse(process.env['CAIRN_STORY_DEMO'] ?? '{}') as Demo;

/** Every story begins on the front page and goes on by links; nothing is typed into the address bar but mailed links. */
export const test = base.extend<{ home: Page }>({
  baseURL: origin,
  home: async ({ page }, use) => {
    const faults: string[] = [];
    // Scripts that a story keeps away are no fault.
    page.on('pageerror', (error) => {
      if (!error.message.startsWith('Failed to fetch dynamically imported module')) faults.push(error.message);
    });
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (4\d\d|503)|net::ERR_FAILED/.test(message.text()))
        faults.push(message.text());
    });
    await page.goto('/');
    await use(page);
    expect(faults, 'errors in the browser, refusals by the content policy among them').toEqual([]);
  },
});

const seen = new Set<string>();
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What axe says of colours, which alone differ between light and dark. */
const colours = ['color-contrast', 'link-in-text-block'];
/** Pictures are for whoever looks at them; a machine that only checks takes none. */
const takesPictures = process.env['CI'] !== 'true';

/**
 * Holds a page to WCAG 2.2 AA by axe, in light and dark, on a phone and a desk, without sideways scroll; keeps
 * pictures of it. A page already looked at under its name is not looked at again.
 */
export async function look(page: Page, name: string): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (takesPictures) {
        await page.screenshot({ path: `../test-results/screens/${name}-${width}-${colorScheme}.png`, fullPage: true });
      }
      const axe = new AxeBuilder({ page });
      const { violations } = await (colorScheme === 'light' ? axe.withTags(levels) : axe.withRules(colours)).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      );
      expect.soft(found, `${name} at ${width} px, ${colorScheme}`).toEqual([]);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wide, `${name} scrolls sideways at ${width} px`).toBe(0);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before);
}

let people = 0;
/** Somebody new, with an address of their own. */
export function somebody(displayName: string): { displayName: string; email: string; password: string } {
  people += 1;
  return {
    displayName,
    email: `${displayName.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${Date.now()}.${people}@people.example`,
    password: 'stones stacked by the sea',
  };
}

/** Fills in the sign-up form that is open, and confirms the address by the message in the outbox. */
export async function signUpHere(page: Page, person: ReturnType<typeof somebody>): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(person.displayName);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('New password').fill(person.password);
  await page.getByLabel('I agree to the terms').check();
  await look(page, 'sign-up');
  await page.getByRole('button', { name: 'Create my account' }).click();
  await expect(page.getByRole('heading', { name: 'Look in your mail' })).toBeVisible();
  await look(page, 'check-mail');
  await page.getByRole('link', { name: 'Open the outbox' }).click();
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();
  await look(page, 'outbox');
  await page.locator('main article, main li').filter({ hasText: person.email }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Yes, confirm it' }).click();
}

export async function signIn(
  page: Page,
  account: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await look(page, 'sign-in');
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export function accountOf(role: string, organisation?: string): { readonly email: string; readonly password: string } {
  const account = demo.accounts.find(
    (one) => one.role === role && (organisation === undefined || one.organisation === organisation),
  );
  if (!account) throw new Error(`the demo story has no ${role}: ${demo.accounts.map((one) => one.role).join(', ')}`);
  return account;
}

/** The menu that carries a signed-in person's name. */
export async function openAccountMenu(page: Page): Promise<void> {
  await page.locator('header summary').filter({ visible: true }).last().click();
}
