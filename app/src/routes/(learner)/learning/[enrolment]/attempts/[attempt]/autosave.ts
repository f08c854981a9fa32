export type SendResult =
  | {
      readonly kind: 'saved';
      readonly at: Date;
      readonly sequence: number;
      readonly behind: readonly string[];
      readonly elsewhere: boolean;
    }
  /** The attempt takes nothing any more. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly because: 'unreachable' | 'signed-out' };

export interface AutosaveState {
  /** Whether anything was changed that is not known to be kept. */
  readonly unsaved: boolean;
  readonly savedAt: Date | undefined;
  /** Why the latest try failed; it is tried again. */
  readonly failed: 'unreachable' | 'signed-out' | undefined;
  /** Whether the paper is open somewhere else too, where answers were saved meanwhile. */
  readonly elsewhere: boolean;
  readonly ended: boolean;
}

export interface AutosaveOptions {
  /** Sends these questions as they stand now, as the save of this number. Never throws. */
  readonly send: (questions: readonly string[], sequence: number) => Promise<SendResult>;
  /** The number of the latest save when the paper was opened. */
  readonly sequence: number;
  readonly told: (state: AutosaveState) => void;
}

const pauseAfterTyping = 800;
const pausesAfterFailing = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Saves each changed question a moment after it was changed, one save after the other, and goes on trying while that
 * fails. Saves are numbered on from the highest number seen, so that one that arrives late never undoes a newer one.
 */
export class Autosave {
  readonly #options: AutosaveOptions;
  readonly #changed = new Set<string>();
  #sequence: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #state: AutosaveState = {
    unsaved: false,
    savedAt: undefined,
    failed: undefined,
    elsewhere: false,
    ended: false,
  };

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#sequence = options.sequence;
  }

  get unsaved(): boolean {
    return this.#state.unsaved;
  }

  /** The number that a save of the whole form, by its button, has. */
  nextSequence(): number {
    return (this.#sequence += 1);
  }

  changed(question: string): void {
    if (this.#state.ended) return;
    this.#changed.add(question);
    this.#tell({ unsaved: true });
    // While saving fails, the next try comes when it comes: typing doesn't hurry it.
    if (this.#failures === 0) this.#later(pauseAfterTyping);
  }

  /** Saves now what waits. Resolves when that try is over, however it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#sending) await this.#sending;
    if (this.#changed.size === 0 || this.#state.ended) return;
    this.#sending = this.#save();
    await this.#sending;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #save(): Promise<void> {
    const questions = [...this.#changed];
    this.#changed.clear();
    const result = await this.#options.send(questions, this.nextSequence());
    this.#sending = undefined;
    if (result.kind === 'ended') {
      this.#changed.clear();
      this.#tell({ unsaved: false, failed: undefined, ended: true });
    } else if (result.kind === 'failed') {
      for (const question of questions) this.#changed.add(question);
      this.#later(pausesAfterFailing[Math.min(this.#failures, pausesAfterFailing.length - 1)] ?? 0);
      this.#failures += 1;
      this.#tell({ failed: result.because });
    } else {
      this.#failures = 0;
      this.#sequence = Math.max(this.#sequence, result.sequence);
      if (this.#changed.size > 0) this.#later(pauseAfterTyping);
      this.#tell({
        unsaved: this.#changed.size > 0,
        savedAt: result.at,
        failed: undefined,
        elsewhere: this.#state.elsewhere || result.elsewhere || result.behind.length > 0,
      });
    }
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  #tell(change: Partial<AutosaveState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.told(this.#state);
  }
}
