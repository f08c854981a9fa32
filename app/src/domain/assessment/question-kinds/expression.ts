/**
 * Reads and computes expressions such as `2x^2 + sqrt(y)/3`: numbers, the names it is given, + - * / ^, brackets and
 * the functions below. It only ever computes numbers; nothing typed is run.
 */

export type Values = Readonly<Record<string, number>>;
export type Compute = (values: Values) => number;

const functions: ReadonlyMap<string, (of: number) => number> = new Map([
  ['sqrt', Math.sqrt],
  ['abs', Math.abs],
  ['exp', Math.exp],
  ['ln', Math.log],
  ['log', Math.log10],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
]);
const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** Names that mean something already, and so can be no variable. */
export function isReserved(name: string): boolean {
  return functions.has(name) || constants.has(name);
}

/** How to compute an expression over these variables; undefined where it is none. */
export function expressionIn(text: string, variables: readonly string[]): Compute | undefined {
  const plain = text.replaceAll('\u2212', '-').replaceAll(/[·×]/g, '*').replaceAll('÷', '/');
  const tokens = plain.match(/\d+(?:\.\d+)?|[a-z]+|\S/gi) ?? [];
  const reader = new Reader(tokens, new Set(variables));
  const compute = reader.sum();
  return reader.atEnd() ? compute : undefined;
}

class Reader {
  #at = 0;
  readonly #tokens: readonly string[];
  readonly #variables: ReadonlySet<string>;

  constructor(tokens: readonly string[], variables: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#variables = variables;
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  sum(): Compute | undefined {
    let left = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      const factor = sign === '+' ? 1 : -1;
      left = both(left, this.#product(), (a, b) => a + factor * b);
    }
    return left;
  }

  #product(): Compute | undefined {
    let left = this.#signed();
    for (;;) {
      const sign = this.#take('*', '/');
      // 2x and 2(x + 1) are products without a sign.
      if (sign === undefined && !/[a-z(]/i.test(this.#tokens[this.#at] ?? '')) return left;
      left = both(left, this.#signed(), sign === '/' ? (a, b) => a / b : (a, b) => a * b);
    }
  }

  #signed(): Compute | undefined {
    if (this.#take('-') === undefined) return this.#power();
    const negated = this.#signed();
    return negated && ((values) => -negated(values));
  }

  #power(): Compute | undefined {
    const base = this.#atom();
    return this.#take('^') === undefined ? base : both(base, this.#signed(), (a, b) => a ** b);
  }

  #atom(): Compute | undefined {
    const token = this.#tokens[this.#at++] ?? '';
    if (/\d/.test(token)) return () => Number(token);
    if (token === '(') return this.#closed();
    if (this.#variables.has(token)) return (values) => values[token] ?? NaN;
    const constant = constants.get(token);
    if (constant !== undefined) return () => constant;
    const apply = functions.get(token);
    const of = apply && this.#take('(') !== undefined ? this.#closed() : undefined;
    return apply && of && ((values) => apply(of(values)));
  }

  #closed(): Compute | undefined {
    const inner = this.sum();
    return this.#take(')') === undefined ? undefined : inner;
  }

  #take(...signs: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !signs.includes(token)) return undefined;
    this.#at += 1;
    return token;
  }
}

function both(
  left: Compute | undefined,
  right: Compute | undefined,
  combine: (a: number, b: number) => number,
): Compute | undefined {
  return left && right && ((values) => combine(left(values), right(values)));
}
