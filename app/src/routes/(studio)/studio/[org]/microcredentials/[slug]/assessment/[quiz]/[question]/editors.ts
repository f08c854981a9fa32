import type { Component } from 'svelte';
import type { QuestionKindId } from '#domain/assessment/question-kinds.ts';
import EditCloze from './EditCloze.svelte';
import EditFormula from './EditFormula.svelte';
import EditHotspot from './EditHotspot.svelte';
import EditMatching from './EditMatching.svelte';
import EditMultipleChoice from './EditMultipleChoice.svelte';
import EditNumeric from './EditNumeric.svelte';
import EditOrdering from './EditOrdering.svelte';
import EditShortText from './EditShortText.svelte';
import EditSingleChoice from './EditSingleChoice.svelte';
import EditTrueFalse from './EditTrueFalse.svelte';
import type { EditorProps } from './editor.ts';

export const editors: Readonly<Record<QuestionKindId, Component<EditorProps>>> = {
  'single-choice': EditSingleChoice,
  'multiple-choice': EditMultipleChoice,
  'true-false': EditTrueFalse,
  numeric: EditNumeric,
  'short-text': EditShortText,
  ordering: EditOrdering,
  matching: EditMatching,
  cloze: EditCloze,
  formula: EditFormula,
  hotspot: EditHotspot,
};
